import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC } from '@trellis/greenhouse'
import { encodeProblem, instantOfMs, type Message, type Problem } from '@trellis/pipeline'
import { positionsOf, type LogBatch } from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'
import { keepProblems, PROBLEMS_READER } from './keep-problems.js'
import { batchOf } from './testing/canonical-batch.js'

const rawId = 'a'.repeat(24)
const unreadable: Problem = {
  code: 'unreadable_cell',
  connection: 'acme',
  cause: { rawId, kind: 'webhook', action: 'offer_updated', position: { topic: 'greenhouse.raw', partition: 3, offset: '41' } },
  resource: 'offers',
  key: '7',
  column: 'sent_on',
}
const unknown: Problem = { code: 'unknown_action', connection: 'acme', cause: { rawId, kind: 'webhook' } }

describe('keeping problems', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterEach(() => ops.pool.query('truncate ops.problem, ops.log_position'))
  afterAll(() => ops.drop())

  const messageOf = (problem: Problem): Message => encodeProblem(problem, instantOfMs(1_000))
  const batch = (messages: readonly Message[], from: number): LogBatch => ({
    ...batchOf([], from),
    topic: PROBLEMS_TOPIC,
    records: messages.map((message, index) => ({
      message,
      position: { topic: PROBLEMS_TOPIC, partition: 2, offset: String(from + index) },
      appendedAtMs: 86_400_000,
    })),
    nextOffset: BigInt(from + messages.length),
  })
  const kept = async (): Promise<readonly unknown[]> =>
    (await ops.pool.query<Record<string, unknown>>('select * from ops.problem order by id')).rows

  it('keeps what is wrong and where its raw event stands', async () => {
    expect(await keepProblems(ops.pool, batch([messageOf(unreadable), messageOf(unknown)], 0))).toEqual({
      done: { added: 2, undecodable: 0, refused: 0 },
    })
    expect(await kept()).toEqual([
      expect.objectContaining({ id: `acme/${rawId}-unknown_action`, resource: null, raw_offset: null, resolved_at: null }),
      {
        ...{ id: `acme/${rawId}-unreadable_cell-offers-7-sent_on`, connection_id: 'acme', code: 'unreadable_cell' },
        ...{ resource: 'offers', key: '7', column_name: 'sent_on', raw_id: rawId, kind: 'webhook', action: 'offer_updated' },
        ...{ raw_topic: 'greenhouse.raw', raw_partition: 3, raw_offset: '41' },
        ...{ seen_at: new Date(86_400_000), resolved_at: null },
      },
    ])
  })

  it('moves its position with them, and does nothing where a batch comes twice', async () => {
    await keepProblems(ops.pool, batch([messageOf(unknown)], 0))
    expect(await keepProblems(ops.pool, batch([messageOf(unknown)], 0))).toEqual({ seekTo: 1n })
    expect((await positionsOf(ops.pool, PROBLEMS_READER, PROBLEMS_TOPIC)).get(2)).toBe(1n)
  })

  it('keeps a repeated one once, and resolved where it was', async () => {
    await keepProblems(ops.pool, batch([messageOf(unknown)], 0))
    await ops.pool.query('update ops.problem set resolved_at = now()')
    expect(await keepProblems(ops.pool, batch([messageOf(unknown), messageOf(unknown)], 1))).toMatchObject({ done: { added: 0 } })
    expect(await kept()).toEqual([expect.objectContaining({ resolved_at: expect.any(Date) })])
  })

  it('counts what is none, and takes what Postgres would refuse without what it would', async () => {
    const nowhere = { topic: 't\0', partition: 2 ** 40, offset: '9'.repeat(30) }
    const forged = messageOf({ ...unreadable, key: '\0', cause: { rawId: 'b', kind: 'record', position: nowhere } })
    const endless = messageOf({ ...unreadable, key: 'k'.repeat(5_000) })
    const answer = await keepProblems(ops.pool, batch([forged, endless, { key: 'k', value: Buffer.from('{'), headers: {} }], 0))
    expect(answer).toEqual({ done: { added: 1, undecodable: 2, refused: 0 } })
    expect(await kept()).toEqual([expect.objectContaining({ raw_id: 'b', key: '\uFFFD', raw_topic: null, raw_offset: null })])
  })

  it('skips a message that Postgres refuses, alone, and keeps a note of it', async () => {
    await ops.pool.query(`alter table ops.problem add constraint no_guilt check (code <> 'no_key')`)
    const guilty = messageOf({ ...unknown, code: 'no_key' })
    const answer = await keepProblems(ops.pool, batch([messageOf(unreadable), guilty, messageOf(unknown)], 0))
    await ops.pool.query('alter table ops.problem drop constraint no_guilt')
    expect(answer).toEqual({ done: { added: 2, undecodable: 0, refused: 1 } })
    expect((await positionsOf(ops.pool, PROBLEMS_READER, PROBLEMS_TOPIC)).get(2)).toBe(3n)
    const { rows } = await ops.pool.query('select code, raw_topic, raw_offset from ops.problem order by code')
    expect(rows).toEqual([
      { code: 'refused', raw_topic: PROBLEMS_TOPIC, raw_offset: '1' },
      { code: 'unknown_action', raw_topic: null, raw_offset: null },
      { code: 'unreadable_cell', raw_topic: 'greenhouse.raw', raw_offset: '41' },
    ])
  })
})
