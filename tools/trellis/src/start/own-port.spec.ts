import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { freePort } from '@trellis/local'
import { INGRESS, ownPort } from './own-port.js'

const silent = (): void => undefined

describe('the port for webhooks', () => {
  it('is the one that was named, or nothing starts', async () => {
    const port = await freePort()
    expect(await ownPort(INGRESS, { INGRESS_PORT: String(port) }, silent)).toBe(port)
    const holder = createServer().listen({ port, host: '127.0.0.1' })
    await once(holder, 'listening')
    await expect(ownPort(INGRESS, { INGRESS_PORT: String(port) }, silent)).rejects.toThrow(
      /^Port \d+, which INGRESS_PORT names, is taken by .*process.*\. End it, or name another port$/,
    )
    holder.close()
    await expect(ownPort(INGRESS, { INGRESS_PORT: 'four' }, silent)).rejects.toThrow('INGRESS_PORT is no port: four')
  })

  it('is another than the usual one where none was named and that is taken, and it is said', async () => {
    const holder = createServer().listen({ port: 4_000, host: '127.0.0.1' })
    // Any other process that has it will do.
    await Promise.race([once(holder, 'listening'), once(holder, 'error')]).catch(silent)
    const lines: string[] = []
    const port = await ownPort(INGRESS, {}, (line) => lines.push(line))
    expect(port).not.toBe(4_000)
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^Port 4000 is taken by .*process.*: webhooks come in at ${port}$`))])
    if ((holder.address() as AddressInfo | null)?.port === 4_000) holder.close()
  })
})
