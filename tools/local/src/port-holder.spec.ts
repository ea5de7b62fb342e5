import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { freePort } from './free-port.js'
import { demandPort, isFree, portHolder } from './port-holder.js'
import { scratchDir } from './scratch-dir.js'
import { endProcess, spawnServer } from './server-process.js'
import { until } from './until.js'

const wanted = { what: 'for webhooks', instead: 'Set another INGRESS_PORT' }

describe('a port', () => {
  it('that no process has is free', async () => {
    const port = await freePort()
    expect(await isFree(port)).toBe(true)
    await demandPort(port, wanted)
    expect(await portHolder(port)).toBe('another process')
  })

  it.each(['127.0.0.1', '::'])('that is taken on %s is refused, and who has it is said', async (host) => {
    const server = createServer().listen({ port: 0, host })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await expect(demandPort(port, wanted)).rejects.toThrow(
      `Port ${port}, for webhooks, is taken by this process. Set another INGRESS_PORT`,
    )
    server.close()
  })

  it('of another process is described by its id and command', async () => {
    const [port, dir] = [await freePort(), await scratchDir('holder')]
    const script = `require('node:net').createServer().listen(${port}, '127.0.0.1')`
    const server = await spawnServer({ command: process.execPath, args: ['-e', script, dir], logFile: `${dir}/log` }, dir)
    try {
      await until(async () => !(await isFree(port)), { what: 'the other process to listen' })
      const holder = await portHolder(port)
      expect(holder).toContain(`process ${server.pid} (`)
      expect(holder).toContain('node')
    } finally {
      await endProcess(server, 'SIGKILL')
    }
  })
})
