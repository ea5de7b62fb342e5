import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scratchDir, startInfrastructure, type Infrastructure } from '@trellis/local'
import { differences } from './compare.js'
import { rebuild } from './rebuild.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** Servers of its own: everybody else's are open. */
describe('on a cluster that asks everybody who they are, and a database that speaks TLS alone', () => {
  let dir: string
  let infrastructure: Infrastructure
  let world: World

  beforeAll(async () => {
    dir = await scratchDir('secure')
    infrastructure = await startInfrastructure({ dir, secure: true, env: {} })
    world = await makeWorld({ sandbox: { candidates: 10 }, ...infrastructure })
    await world.start()
  })
  afterAll(async () => {
    await world.close()
    await infrastructure.stop()
  })

  it('a company is synced by listings and webhooks, row by row and cell by cell, with not one connection in the open', async () => {
    await world.synced()
    world.sandbox.step(20)
    await world.drained()
    expect(await differences(world.sandbox, world.pool, CONNECTION)).toEqual([])
    const { rows } = await world.pool.query<{ ssl: boolean; count: string }>(
      'select ssl, count(*) from pg_stat_ssl join pg_stat_activity using (pid) where client_addr is not null group by ssl',
    )
    expect(rows).toMatchObject([{ ssl: true }])
  })

  it('a rebuild reads the log in threads of its own', async () => {
    expect(await rebuild(world, '--workers', '2')).toBe(2)
    expect(await differences(world.sandbox, world.pool, CONNECTION)).toEqual([])
  })

  it('keys and passwords are their owner’s alone', async () => {
    const names = (await readdir(join(dir, 'kafka'))).filter((name) => /\.(?:key|pem|password|properties)$/.test(name))
    expect(names).toEqual(
      expect.arrayContaining(['admin.password', 'broker.pem', 'ca.key', 'client.properties', 'server.properties']),
    )
    const open = await Promise.all(names.map(async (name) => (await stat(join(dir, 'kafka', name))).mode & 0o077))
    expect(open).toEqual(names.map(() => 0))
  })
})
