import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { offers, RAW_TOPIC, resources, webhookEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOf, instantOfMs, NEVER, parseVersion, type Kind, type RawEvent } from '@trellis/pipeline'
import { findDeliveries, nextReads, readEndpoints, type LogBatch, type LogRecord } from '@trellis/runtime'
import { RawReaderController } from './raw-reader.controller.js'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'

const START_MS = 1_800_000_000_000
const LAG = { settle: 10_000_000, overlap: 900_000_000 }
const PLACES = resources.map(({ name }) => ({ resource: name, of: '' }))

function record(
  offset: number,
  body: unknown,
  { kind = 'webhook', seconds = offset, resource = '', key = '', endpoint = '' } = {},
): LogRecord {
  const bytes = Buffer.from(JSON.stringify(body))
  const raw: RawEvent = {
    id: webhookEventId('acme', String(offset), bytes),
    connection: 'acme',
    kind: kind as Kind,
    at: instantOfMs(START_MS + seconds * 1_000),
    body: bytes,
    ...(endpoint !== '' && { endpoint, delivery: `d-${offset}` }),
    ...(resource !== '' && { resource }),
    ...(key !== '' && { key }),
  }
  const position = { topic: RAW_TOPIC, partition: 0, offset: String(offset) }
  return { message: encodeRaw(raw, `acme/${offset}`), position, appendedAtMs: START_MS + seconds * 1_000 }
}

function batch(records: readonly LogRecord[], fetchedFrom: number, next = fetchedFrom + records.length): LogBatch {
  return {
    topic: RAW_TOPIC,
    partition: 0,
    records,
    fetchedFrom: BigInt(fetchedFrom),
    nextOffset: BigInt(next),
    highWatermark: BigInt(next),
    heartbeat: async () => undefined,
    signal: new AbortController().signal,
    isStale: () => false,
  }
}

const offerCreated = (id: number): unknown => ({ action: 'offer_created', payload: { id, application_id: 2, version: 1 } })
const offerDeleted = (id: number): unknown => ({ action: 'offer_deleted', payload: { offer: { id } } })

describe('reading what webhooks mentioned', () => {
  let ops: OwnOps
  let controller: RawReaderController

  beforeAll(async () => {
    ops = await ownOps()
    controller = new RawReaderController(ops.pool, LAG)
  })
  afterEach(() =>
    ops.pool.query(
      'truncate ops.due_read, ops.listed_record, ops.log_position, ops.webhook_action, ops.webhook_delivery, ops.webhook_endpoint',
    ),
  )
  afterAll(() => ops.drop())

  const due = async (): Promise<readonly string[]> =>
    (await nextReads(ops.pool, 'acme', PLACES, instantOfMs(START_MS + 1_000_000), LAG, 100)).map(
      ({ resource, key }) => `${resource}/${key}`,
    )
  const mentionedAt = async (key: string): Promise<number | undefined> => {
    const { rows } = await ops.pool.query<{ spoken: string }>(
      `select spoken from ops.listed_record where connection_id = 'acme' and resource = $1 and key = $2`,
      [offers.name, key],
    )
    return rows[0] && (instantOf(parseVersion(rows[0].spoken)) / 1_000 - START_MS) / 1_000
  }

  it('makes the entities due to be read again', async () => {
    await controller.note(batch([record(0, offerCreated(7)), record(1, offerDeleted(8))], 0))
    expect((await due()).toSorted()).toEqual(['offers/7', 'offers/8'])
  })

  it('skips a body that is refused, alone, and keeps a note of it: what else was mentioned is due', async () => {
    await ops.pool.query(`alter table ops.listed_record add constraint no_guilt check (key <> '8')`)
    await controller.note(batch([record(0, offerCreated(7)), record(1, offerCreated(8)), record(2, offerCreated(9))], 0))
    await ops.pool.query('alter table ops.listed_record drop constraint no_guilt')
    expect((await due()).toSorted()).toEqual(['offers/7', 'offers/9'])
    const { rows } = await ops.pool.query('select code, raw_topic, raw_partition, raw_offset, kind from ops.problem')
    expect(rows).toEqual([{ code: 'refused', raw_topic: RAW_TOPIC, raw_partition: 0, raw_offset: '1', kind: 'webhook' }])
  })

  it('moves the known entity to the newest mention, so an equal record is appended again', async () => {
    await controller.note(batch([record(0, offerCreated(7), { seconds: 20 }), record(1, offerCreated(7), { seconds: 12 })], 0))
    await controller.note(batch([record(2, offerCreated(7), { seconds: 15 })], 2))
    expect(await mentionedAt('7')).toBe(20)
  })

  it('takes an absence as a mention, and does not read the entity again for it', async () => {
    await controller.note(batch([record(0, { id: 7 }, { kind: 'absence', resource: 'offers', seconds: 5 })], 0))
    expect([await mentionedAt('7'), await due()]).toEqual([5, []])
  })

  it('notes that a removal is one', async () => {
    await controller.note(batch([record(0, offerCreated(7)), record(1, offerDeleted(8)), record(2, offerCreated(8))], 0))
    const { rows } = await ops.pool.query(
      `select key, removed > $1 as "isRemoved", spoken > removed as "isMentioned" from ops.listed_record where resource = 'offers' order by key`,
      [NEVER],
    )
    expect(rows).toEqual([
      { key: '7', isRemoved: false, isMentioned: true },
      { key: '8', isRemoved: true, isMentioned: true },
    ])
  })

  it('counts the webhooks of each action, also of those that are ignored or unknown', async () => {
    const bodies = [offerCreated(7), offerCreated(8), { action: 'ping' }, { action: 'new_with_greenhouse_99' }]
    await controller.note(
      batch(
        bodies.map((body, at) => record(at, body)),
        0,
      ),
    )
    await controller.note(batch([record(4, offerCreated(7), { seconds: 1 })], 4))
    const { rows } = await ops.pool.query(
      `select action, arrivals, (last_us - first_us) / 1000000 as seconds from ops.webhook_action where connection_id = 'acme' order by action`,
    )
    expect(rows).toEqual([
      { action: 'new_with_greenhouse_99', arrivals: '1', seconds: '0' },
      { action: 'offer_created', arrivals: '3', seconds: '1' },
      { action: 'ping', arrivals: '1', seconds: '0' },
    ])
  })

  it('keeps what became of each webhook, once, however often it is read', async () => {
    const records = [
      record(0, offerCreated(7), { endpoint: 'offer_created' }),
      record(1, { action: 'new_with_greenhouse_99' }, { endpoint: 'offer_created' }),
      record(2, { action: 'ping' }, { endpoint: 'offer_created' }),
      record(3, { action: 'offer_created', payload: { id: 8, version: 'first' } }, { endpoint: 'no_event_of_ours' }),
      record(4, { id: 9 }, { kind: 'record', resource: 'offers' }),
    ]
    await controller.note(batch(records, 0))
    await ops.pool.query('truncate ops.log_position')
    await controller.note(batch(records, 0))
    const found = await findDeliveries(ops.pool, 'acme', {}, { limit: 10 })
    expect(
      found.map(({ offset, action, endpoint, delivery, outcome, events, problems }) =>
        [offset, action, endpoint, delivery, outcome, events, problems].join(' '),
      ),
    ).toEqual([
      '3 offer_created  d-3 partly_read 1 1',
      '2 ping offer_created d-2 ignored 0 0',
      '1 new_with_greenhouse_99 offer_created d-1 unread 0 1',
      '0 offer_created offer_created d-0 read 1 0',
    ])
  })

  it('notes by which URL they came, pings apart, and whether that is of another event', async () => {
    await controller.note(
      batch(
        [
          record(0, offerCreated(7), { endpoint: 'offer_created' }),
          record(1, offerDeleted(7), { endpoint: 'offer_created' }),
          record(2, { action: 'ping' }, { endpoint: 'offer_created' }),
          record(3, offerCreated(8)),
        ],
        0,
      ),
    )
    const kept = await readEndpoints(ops.pool, 'acme')
    expect(kept.map(({ event, pings, arrivals, differing }) => [event, pings, arrivals, differing])).toEqual([
      [null, 0, 1, 0],
      ['offer_created', 1, 2, 1],
    ])
  })

  describe('L2 the register comes back from raw', () => {
    const listed = (id: number, status: string): unknown => ({ id, status, updated_at: '2026-11-01T10:00:00Z' })
    const digestOf = (body: unknown): Buffer => createHash('sha256').update(JSON.stringify(body)).digest()
    const register = async (): Promise<unknown> =>
      (await ops.pool.query('select key, updated_at, digest from ops.listed_record order by key')).rows

    it('with the newest record of each entity', async () => {
      const brought = { kind: 'record', resource: 'offers' }
      await controller.note(
        batch([record(0, listed(7, 'A'), brought), record(1, listed(7, 'B'), brought), record(2, { id: 8 }, brought)], 0),
      )
      expect(await register()).toEqual([
        { key: '7', updated_at: '2026-11-01T10:00:00.000000Z', digest: digestOf(listed(7, 'B')) },
        { key: '8', updated_at: null, digest: digestOf({ id: 8 }) },
      ])
    })

    it('and is not lowered by a record that it knows better', async () => {
      const brought = { kind: 'record', resource: 'offers' }
      await controller.note(batch([record(0, listed(7, 'B'), { ...brought, seconds: 9 })], 0))
      await controller.note(batch([record(1, listed(7, 'A'), { ...brought, seconds: 5 })], 1))
      expect(await register()).toMatchObject([{ digest: digestOf(listed(7, 'B')) }])
    })

    it('and no body is parsed whose record it knows: the key stands in a header', async () => {
      const known = record(0, listed(7, 'A'), { kind: 'record', resource: 'offers', key: '7' })
      await controller.note(batch([known], 0))
      const before = await register()
      // Were it parsed, this would be offer 9.
      const same = { ...known, message: { ...known.message, value: Buffer.from('{"id":9}') } }
      await ops.pool.query('truncate ops.log_position')
      await controller.note(batch([same], 0))
      expect(await register()).toEqual(before)
    })
  })

  it('goes on past what it cannot read', async () => {
    const foreign: LogRecord = {
      message: { key: 'k', value: Buffer.from('{'), headers: {} },
      position: { topic: RAW_TOPIC, partition: 0, offset: '0' },
      appendedAtMs: START_MS,
    }
    await controller.note(batch([foreign, record(1, 'no object'), record(2, offerCreated(7))], 0))
    expect(await due()).toEqual(['offers/7'])
  })

  it('keeps its place with what it wrote: the same batch again changes nothing', async () => {
    const first = batch([record(0, offerCreated(7))], 0)
    await controller.note(first)
    await ops.pool.query('truncate ops.due_read')
    expect([await controller.note(first), await due()]).toEqual([{ seekTo: 1n }, []])
  })

  it('notes what several partitions bring at a time in one transaction, and answers each for itself', async () => {
    await controller.note(batch([record(0, offerCreated(7))], 0))
    const [again, other, third] = await Promise.all([
      controller.note(batch([record(0, offerCreated(7))], 0)),
      controller.note({ ...batch([record(0, offerCreated(8))], 0), partition: 1 }),
      controller.note({ ...batch([record(0, offerCreated(9))], 0), partition: 2 }),
    ])
    const { rows } = await ops.pool.query(
      'select count(distinct xmin::text)::int as transactions from ops.log_position where partition > 0',
    )
    expect([again, other, third]).toEqual([{ seekTo: 1n }, undefined, undefined])
    expect([(await due()).toSorted(), rows]).toEqual([['offers/7', 'offers/8', 'offers/9'], [{ transactions: 1 }]])
  })

  it('moves on past a batch that says nothing', async () => {
    await controller.note(batch([], 0, 5))
    expect(await controller.note(batch([], 0, 5))).toEqual({ seekTo: 5n })
  })
})
