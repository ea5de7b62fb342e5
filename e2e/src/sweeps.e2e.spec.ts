import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { exitCodeOf } from '@trellis/cli'
import { resources } from '@trellis/greenhouse'
import { runAudit } from '@trellis/operations'
import { isLive } from '@trellis/pipeline'
import type { AuditReport } from '@trellis/runtime'
import { differences } from './compare.js'
import { sweepAll } from './sweep-all.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const OVERLAP_MS = 3_000
const ENV = { OVERLAP_MS: String(OVERLAP_MS), SWEEP_EVERY_MS: '3600000' }

describe('L5 a company that reports little', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 40, seed: 23, silentCascades: true }, env: ENV })
    await world.start()
    await world.synced()
  })
  afterAll(() => world.close())

  it('is in the tables, row by row and cell by cell, once every collection was swept', async () => {
    world.sandbox.setFaults({ unmovedUpdatedAtProbability: 0.3, droppedWebhookProbability: 0.3 })
    world.sandbox.setPace(30)
    world.sandbox.step(150)
    await world.drained()
    await sweepAll(world, OVERLAP_MS)
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })

  const audit = (): Promise<AuditReport> => runAudit(world.pool, { connection: CONNECTION, resources: [] })
  const differing = ({ resources: audited }: AuditReport): readonly unknown[] =>
    audited.filter(({ missing, extra, different, notAsked }) => missing + extra + different > 0 || notAsked !== null)

  it('has an audit that finds nothing missing, extra or different in any collection, and appends nothing', async () => {
    const { rawEvents } = await world.status()
    const report = await audit()
    expect(differing(report)).toEqual([])
    expect(report.resources.map(({ resource }) => resource)).toEqual(resources.map(({ name }) => name).toSorted())
    expect(report.resources.map(({ inGreenhouse }) => inGreenhouse)).toEqual(
      report.resources.map(({ resource }) => world.sandbox.truth(resource).length),
    )
    expect(report.resources.filter(({ inGreenhouse, inTables }) => inGreenhouse !== inTables)).toEqual([])
    expect([exitCodeOf(report), (await world.status()).rawEvents]).toEqual([0, rawEvents])
  })

  it('has an audit that finds a cell that was changed by hand, a row that was deleted by hand and one that was made by hand', async () => {
    const { generation } = await world.status()
    const table = `recruiting_g${generation ?? 0}.offers`
    const { rows } = await world.pool.query<{ id: string }>(`select id from ${table} where ${isLive()} order by id limit 2`)
    const [changed, deleted] = rows.map(({ id }) => id)
    await world.pool.query(`update ${table} set version = version + 1000 where id = $1`, [changed])
    await world.pool.query(
      `create temp table made as select * from ${table} where id = ${deleted ?? ''};
       update made set id = 999999999; insert into ${table} select * from made; drop table made`,
    )
    await world.pool.query(`delete from ${table} where id = $1`, [deleted])
    const report = await audit()
    expect(differing(report)).toMatchObject([{ resource: 'offers', missing: 1, extra: 1, different: 1, columns: { version: 1 } }])
    const examples = report.resources.find(({ resource }) => resource === 'offers')?.examples ?? []
    expect(examples.map(({ key, what }) => `${what} ${key}`).toSorted()).toEqual([
      `different ${changed ?? ''}`,
      'extra 999999999',
      `missing ${deleted ?? ''}`,
    ])
    expect(exitCodeOf(report)).toBe(1)
  })
})
