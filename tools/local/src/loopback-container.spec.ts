import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { LoopbackContainer, onLoopback } from './loopback-container.js'
import { workspaceRoot } from './workspace.js'

class Shown extends LoopbackContainer {
  async bindings(): Promise<unknown> {
    await this.beforeContainerCreated()
    return this.hostConfig.PortBindings
  }
}

describe('a server in a container', () => {
  it('can be reached from this machine alone', async () => {
    const container = new Shown('postgres:18').withExposedPorts(
      { container: 5432, host: 25_432 },
      { container: 9092, host: 29_092 },
    )
    expect(await container.bindings()).toEqual({
      '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '25432' }],
      '9092/tcp': [{ HostIp: '127.0.0.1', HostPort: '29092' }],
    })
    expect(onLoopback({ '1/tcp': [{ HostPort: '0' }, {}] })).toEqual({
      '1/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }, { HostIp: '127.0.0.1' }],
    })
  })

  it('is made in no other way', () => {
    const folder = join(workspaceRoot, 'tools/local/src')
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    const makers = sources.filter((name) => /\bnew GenericContainer\b/.test(readFileSync(join(folder, name), 'utf8')))
    expect(makers).toEqual([])
  })
})
