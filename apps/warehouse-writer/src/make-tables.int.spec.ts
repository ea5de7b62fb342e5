import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { NEVER } from '@trellis/pipeline'
import { transact } from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'
import { makeIndexesOneByOne, makeTables } from './make-tables.js'

const SCHEMA = 'recruiting_g2'

describe('indexes that are made while others write', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    await transact(ops.pool, (client) => makeTables(client, SCHEMA))
  })
  afterAll(() => ops.drop())

  it('let a writer that holds one table have another, whose index is made already', async () => {
    const write = `insert into ${SCHEMA}.TABLE (connection_id, id, _version, _cell_versions, _removal) values ('acme', 1, '${NEVER}', '{}', '${NEVER}')`
    let indexing: Promise<void> = Promise.resolve()
    await transact(ops.pool, async (client) => {
      await client.query(write.replace('TABLE', 'scorecards'))
      indexing = makeIndexesOneByOne(ops.pool, SCHEMA)
      indexing.catch(() => undefined)
      await until(isWaiting, { what: 'an index that waits for the writer' })
      await client.query(write.replace('TABLE', 'applications'))
    })
    await indexing
    const { rows } = await ops.pool.query(
      `select count(*)::int as n from pg_indexes where schemaname = '${SCHEMA}' and tablename in ('applications', 'scorecards') and indexname !~ 'pkey'`,
    )
    expect(rows).not.toEqual([{ n: 0 }])
  })

  async function isWaiting(): Promise<boolean> {
    const { rows } = await ops.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_locks where not granted and relation = '${SCHEMA}.scorecards'::regclass`,
    )
    return (rows[0]?.n ?? 0) > 0
  }
})
