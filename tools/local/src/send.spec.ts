import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { send } from './server-process.js'

test('to signal a process that has gone meanwhile is not an error', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('it was never there')
  expect(() => send(pid, 'SIGKILL')).not.toThrow()
})
