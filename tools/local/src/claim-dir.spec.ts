import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { claimDir } from './claim-dir.js'
import { scratchDir } from './scratch-dir.js'
import { endProcess, isRunning, type ServerProcess, spawnServer } from './server-process.js'

describe('a folder in use', () => {
  it('is refused to a second process, with the id of the first, until the first has gone', async () => {
    const dir = await scratchDir('claimed')
    const file = join(dir, 'in-use.json')
    const release = await claimDir(dir, 'npm start')
    const marker = `${dir}/a-process-of-its-own`
    const other = await spawnServer(
      { command: process.execPath, args: ['-e', 'setInterval(() => undefined, 1000)', marker], logFile: join(dir, 'other.log') },
      marker,
    )
    await writeFile(file, JSON.stringify({ ...other, what: 'npm start', since: '2026-01-02T03:04:05.000Z' }))
    try {
      await expect(claimDir(dir, 'npm start')).rejects.toThrow(
        `${dir} is in use by npm start, process ${other.pid}, since 2026-01-02T03:04:05.000Z. Stop that one, or name another folder with --dir`,
      )
    } finally {
      await endProcess(other, 'SIGKILL')
    }
    await claimDir(dir, 'npm start')
    const own = JSON.parse(await readFile(file, 'utf8')) as ServerProcess
    expect([own.pid, isRunning(own)]).toEqual([process.pid, true])
    await release()
    expect(existsSync(file)).toBe(false)
  })
})
