import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { newRawKey, positionsOf, type LogBatch, type Pool } from '@trellis/runtime'
import { givenIn, type OwnOps } from '@trellis/runtime/testing'
import { prepareGeneration, tablesOfGeneration, type Generation } from '../generation.js'
import { breakingPool } from '../testing/breaking-pool.js'
import { preparedOps } from '../testing/registered-ops.js'
import { ReplayBuffer } from './replay-buffer.js'

const READER = 'rebuild/g1'
const NOW = 1_790_000_000_000

describe('what a rebuild holds of raw', () => {
  let ops: OwnOps
  let into: Generation
  let timesReadAgain = 0
  const readAgain = async (): Promise<void> => {
    timesReadAgain += 1
  }

  beforeAll(async () => {
    ops = await preparedOps()
    await prepareGeneration(ops.pool)
    into = await tablesOfGeneration(ops.pool, 1)
  }, 60_000)
  afterAll(() => ops.drop())
  beforeEach(async () => {
    timesReadAgain = 0
    await ops.pool.query('truncate recruiting_g1.offers, recruiting_g1.offers__history, ops.log_position, ops.connection cascade')
    for (const id of ['acme', 'gone']) await givenIn(ops, id).connection()
  })

  const buffer = (pool: Pool = ops.pool): ReplayBuffer =>
    new ReplayBuffer({ reader: READER, generation: 1, schema: into.schema, leaveOut: {} }, { pool, into, readAgain })

  async function offers(): Promise<readonly string[]> {
    const { rows } = await ops.pool.query<{ offer: string }>(
      `select concat_ws(' ', connection_id, id, status) as offer from recruiting_g1.offers order by connection_id, id`,
    )
    return rows.map(({ offer }) => offer)
  }

  const positions = async (): Promise<unknown> => Object.fromEntries(await positionsOf(ops.pool, READER, RAW_TOPIC))

  it('is written when raw has been read to its end, rows and the positions of all partitions together', async () => {
    const held = buffer()
    await held.take(batch(0, 0, [offer(1, 'Created'), offer(2, 'Created')], 5))
    await held.take(batch(1, 7, [offer(1, 'Accepted', 1)], 9))
    expect([await offers(), await positions()]).toEqual([[], {}])
    await ops.pool.query(
      `insert into ops.log_position (reader, topic, partition, next_offset) values ('${READER}', '${RAW_TOPIC}', 1, 7)`,
    )
    await held.take(batch(0, 2, [offer(3, 'Created')], 3))
    expect(await offers()).toEqual(['acme 1 Accepted', 'acme 2 Created', 'acme 3 Created'])
    expect(await positions()).toEqual({ 0: 3n, 1: 8n })
  })

  it('is forgotten and read again where the database has not come so far, and no position moves', async () => {
    await buffer().take(batch(0, 4, [offer(1, 'Created')], 5))
    expect([await offers(), await positions(), timesReadAgain]).toEqual([[], {}, 1])
  })

  it('changes nothing where another reader has overtaken it', async () => {
    const [stale, other] = [buffer(), buffer()]
    await stale.take(batch(0, 0, [offer(1, 'Created')], 9))
    await other.take(batch(0, 0, [offer(1, 'Created'), offer(1, 'Accepted', 1)], 2))
    await stale.take(batch(1, 0, [offer(2, 'Created')], 1))
    expect([await offers(), await positions()]).toEqual([['acme 1 Accepted', 'acme 2 Created'], { 0: 2n, 1: 1n }])
  })

  it('is not written of a connection that was removed meanwhile (N5)', async () => {
    const held = buffer()
    await held.take(batch(0, 0, [offer(1, 'Created'), offer(1, 'Created', 0, 'gone')], 3))
    await ops.pool.query(`update ops.connection set removed_at = now() where id = 'gone'`)
    await held.take(batch(0, 2, [offer(2, 'Created')], 3))
    expect([await offers(), timesReadAgain]).toEqual([[], 1])
    await held.take(batch(0, 0, [offer(1, 'Created'), offer(1, 'Created', 0, 'gone'), offer(2, 'Created')], 3))
    expect(await offers()).toEqual(['acme 1 Created', 'acme 2 Created'])
  })

  it('is read again and validated where Postgres refuses it, and written where it is not refused then', async () => {
    const held = buffer()
    const both = batch(0, 0, [offer(1, 'Created'), offer(2, 'Created')], 2)
    await ops.pool.query('alter table recruiting_g1.offers add constraint no_two check (id <> 2)')
    await held.take(both)
    expect([await offers(), await positions(), timesReadAgain]).toEqual([[], {}, 1])
    await ops.pool.query('alter table recruiting_g1.offers drop constraint no_two')
    await held.take(both)
    expect([await offers(), await positions()]).toEqual([['acme 1 Created', 'acme 2 Created'], { 0: 2n }])
  })

  it('is read again batch by batch where a validated record is refused; that one is a problem, its neighbours are written', async () => {
    await ops.pool.query(`alter table recruiting_g1.offers add constraint no_guilt check (status <> 'guilty')`)
    try {
      const held = buffer()
      const all = batch(0, 0, [offer(1, 'Created'), offer(2, 'guilty'), offer(3, 'Created')], 3)
      for (let read = 0; read < 3; read++) await held.take(all)
      await held.take(batch(0, 3, [offer(4, 'Created')], 4))
      expect([await offers(), await positions(), timesReadAgain]).toEqual([
        ['acme 1 Created', 'acme 3 Created', 'acme 4 Created'],
        { 0: 4n },
        2,
      ])
      const { rows } = await ops.pool.query('select code, raw_topic, raw_offset from ops.problem')
      expect(rows).toEqual([{ code: 'refused', raw_topic: RAW_TOPIC, raw_offset: '1' }])
    } finally {
      await ops.pool.query('alter table recruiting_g1.offers drop constraint no_guilt')
    }
  })

  it('leaves out what an operator had every reader skip', async () => {
    await ops.pool.query('insert into ops.passed_over (topic, partition, log_offset) values ($1, 0, 1)', [RAW_TOPIC])
    await buffer().take(batch(0, 0, [offer(1, 'Created'), offer(2, 'Created'), offer(3, 'Created')], 3))
    await ops.pool.query('truncate ops.passed_over')
    expect([await offers(), await positions()]).toEqual([['acme 1 Created', 'acme 3 Created'], { 0: 3n }])
  })

  it('is not lost where the connection breaks, before or after the commit', async () => {
    for (const when of ['before', 'after'] as const) {
      await ops.pool.query('truncate recruiting_g1.offers, ops.log_position')
      const { pool, hasBroken } = breakingPool(ops.pool, { at: 'commit', when })
      const held = buffer(pool)
      const all = batch(0, 0, [offer(1, 'Created')], 1)
      await expect(held.take(all)).rejects.toMatchObject({ name: 'Fault', retryable: true })
      await held.take(all)
      expect([hasBroken(), await offers(), await positions()]).toEqual([true, ['acme 1 Created'], { 0: 1n }])
    }
  })
})

interface Said {
  readonly id: number
  readonly status: string
  readonly minute: number
  readonly connection: string
}

function offer(id: number, status: string, minute = 0, connection = 'acme'): Said {
  return { id, status, minute, connection }
}

/** Listed offers as a batch of a partition, the first at offset `from`; raw has so many offsets by now. */
function batch(partition: number, from: number, said: readonly Said[], end: number): LogBatch {
  const records = said.map(({ connection, minute, ...record }, index) => {
    const at = instantOfMs(NOW + minute * 60_000)
    const body = Buffer.from(JSON.stringify(record))
    const id = recordEventId(connection, 'offers', at, body)
    const message = encodeRaw({ id, connection, kind: 'record', resource: 'offers', at, body }, newRawKey(connection))
    return { message, position: { topic: RAW_TOPIC, partition, offset: String(from + index) }, appendedAtMs: NOW + 600_000 }
  })
  return {
    topic: RAW_TOPIC,
    partition,
    records,
    fetchedFrom: BigInt(from),
    nextOffset: BigInt(from + said.length),
    highWatermark: BigInt(end),
    heartbeat: async () => undefined,
    signal: new AbortController().signal,
    isStale: () => false,
  }
}
