import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resources, source } from '@trellis/greenhouse'
import { fixtures } from '@trellis/greenhouse/fixtures'
import { queries } from '@trellis/greenhouse/queries'
import { instantOfMs, normalize, type RawEvent } from '@trellis/pipeline'
import type { OwnOps } from '@trellis/runtime/testing'
import { batchOf } from './testing/canonical-batch.js'
import { preparedOps } from './testing/registered-ops.js'
import { Writer } from './writer.js'

const raw = (what: Pick<RawEvent, 'kind' | 'resource' | 'body'>, index: number, atMs: number): RawEvent => ({
  ...what,
  id: index.toString(16).padStart(24, '0'),
  connection: 'acme',
  at: instantOfMs(atMs),
})

/** The webhooks first, then the listings: they bring back what a webhook removed. */
const raws = [
  ...[...fixtures.webhooks.values()].map((body, index) => raw({ kind: 'webhook', body }, index, 1_700_000_000_000)),
  ...fixtures.listed.map(({ resource, body }, index) =>
    raw({ kind: 'record', resource, body }, 1_000 + index, 1_700_000_060_000),
  ),
]

describe('the worked queries', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await preparedOps()
    const writer = new Writer(ops.pool)
    await writer.generation()
    await writer.write(
      batchOf(
        raws.flatMap((event) => normalize(source, event).events),
        0,
      ),
    )
  })
  afterAll(() => ops.drop())

  const answer = async (sql: string): Promise<number> => (await ops.pool.query(sql)).rowCount ?? 0

  it.each(resources.map(({ name }) => name))('of %s use its table and find rows of the fixtures', async (name) => {
    const worked = queries.get(name) ?? []
    for (const { question, sql } of worked) {
      expect(question).toMatch(/\?/)
      expect(sql).toMatch(new RegExp(`\\brecruiting(?:_history)?\\.${name}\\b`))
      const records = `libs/greenhouse/fixtures/records/${name}-v3.json`
      const silent = `libs/greenhouse/queries/${name}.sql: “${question}” finds no row; ask something else, or put a record into ${records}`
      expect((await answer(sql)) === 0 ? [silent] : []).toEqual([])
    }
  })

  it('would fail if they named a column that is not there', async () => {
    await expect(answer('select no_such_column from recruiting.offers;')).rejects.toThrow('no_such_column')
  })

  it('are there for every resource, and for nothing else', () => {
    const missing = resources.filter(({ name }) => (queries.get(name) ?? []).length === 0)
    const needless = [...queries.keys()].filter((name) => !resources.some((of) => of.name === name))
    expect([
      ...missing.map(({ name }) => `Put a question and its query into libs/greenhouse/queries/${name}.sql`),
      ...needless.map((name) => `Take away libs/greenhouse/queries/${name}.sql: there is no such resource`),
    ]).toEqual([])
  })
})
