import { describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC, RAW_TOPIC, webhookEventId } from '@trellis/greenhouse'
import { decodeCanonical, decodeProblem, encodeRaw, instantOfMs, type Message, type RawEvent } from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'
import { normalizeBatch, type NormalizedBatch } from './normalize-batch.js'

const AT_MS = 1_800_000_000_000

function rawRecord(offset: number, body: unknown, more: Partial<RawEvent> = {}): LogRecord {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const id = webhookEventId('acme', String(offset), bytes)
  const raw: RawEvent = { id, connection: 'acme', kind: 'webhook', at: instantOfMs(AT_MS), body: bytes, ...more }
  return at(offset, encodeRaw(raw, `acme/${offset}`))
}

function at(offset: number, message: Message): LogRecord {
  return { message, position: { topic: RAW_TOPIC, partition: 3, offset: String(offset) }, appendedAtMs: AT_MS }
}

const listed = (offset: number, resource: string, body: unknown): LogRecord =>
  rawRecord(offset, body, { kind: 'record', resource })
const offerCreated = { action: 'offer_created', payload: { id: 7, application_id: 2, version: 1 } }

const topicsOf = ({ messages }: NormalizedBatch): readonly string[] => [...messages.keys()].toSorted()
const problemsOf = ({ messages }: NormalizedBatch): readonly unknown[] =>
  (messages.get(PROBLEMS_TOPIC) ?? []).map((message) => decodeProblem(message))
const keysOf = ({ messages }: NormalizedBatch): readonly string[] => [...messages.values()].flat().map(({ key }) => key)

describe('normalizing a batch', () => {
  it('makes nothing of nothing', () => {
    const none = new Map()
    expect(normalizeBatch([])).toEqual({
      messages: none,
      problems: [],
      unknown: none,
      replaced: none,
      ignored: none,
      withheld: [],
    })
  })

  it('puts each event on the topic of its domain, keyed by its row', () => {
    const batch = normalizeBatch([
      rawRecord(0, offerCreated),
      listed(1, 'users', { id: 9, name: 'A' }),
      listed(2, 'offices', { id: 1 }),
    ])
    expect([topicsOf(batch), keysOf(batch)]).toEqual([
      ['greenhouse.offers', 'greenhouse.organization'],
      ['acme/offers/7', 'acme/users/9', 'acme/offices/1'],
    ])
  })

  it('says every word that one webhook speaks, wherever it belongs', () => {
    const application = { id: 1, status: 'active', candidate: { id: 2, first_name: 'A' }, jobs: [{ id: 3, name: 'J' }] }
    const batch = normalizeBatch([rawRecord(0, { action: 'new_candidate_application', payload: { application } })])
    expect(topicsOf(batch)).toEqual(['greenhouse.applications', 'greenhouse.candidates', 'greenhouse.jobs'])
  })

  it('keeps the order of the log within a topic', () => {
    const batch = normalizeBatch([3, 1, 2].map((id, offset) => listed(offset, 'offers', { id })))
    expect(keysOf(batch)).toEqual(['acme/offers/3', 'acme/offers/1', 'acme/offers/2'])
  })

  it('names the raw event behind each word, and where it stands', () => {
    const source = rawRecord(5, offerCreated)
    const [message] = normalizeBatch([source]).messages.get('greenhouse.offers') ?? []
    expect(message && decodeCanonical(message)?.cause).toEqual({
      rawId: source.message.headers['ce_id'],
      kind: 'webhook',
      action: 'offer_created',
      position: { topic: RAW_TOPIC, partition: 3, offset: '5' },
    })
  })

  it('makes a problem of what it cannot read, and goes on with its neighbours', () => {
    const batch = normalizeBatch([rawRecord(0, '{"action"'), rawRecord(1, offerCreated), rawRecord(2, { payload: {} })])
    expect([problemsOf(batch), keysOf(batch).includes('acme/offers/7')]).toMatchObject([
      [{ code: 'not_json' }, { code: 'no_action' }],
      true,
    ])
  })

  it('names the event and the cell in it that it could not read', () => {
    const batch = normalizeBatch([listed(0, 'offers', { id: 7, version: 'first' })])
    expect([topicsOf(batch), problemsOf(batch)]).toMatchObject([
      ['greenhouse.offers', PROBLEMS_TOPIC],
      [{ code: 'unreadable_cell', resource: 'offers', key: '7', column: 'version' }],
    ])
  })

  it('makes a problem of what grew too large for the log, and goes on with its neighbours', () => {
    // A byte that is no UTF-8 is three bytes once it was read.
    const long = Buffer.alloc(1_000_000, 0xff)
    const cells = ['title', 'first_name', 'last_name', 'company', 'photo_url', 'preferred_name']
    const parts = cells.flatMap((name) => [Buffer.from(`,"${name}":"`), long, Buffer.from('"')])
    const head = Buffer.from('{"action":"update_candidate","payload":{"candidate":{"id":3')
    const body = Buffer.concat([head, ...parts, Buffer.from('}}}')])
    const batch = normalizeBatch([rawRecord(0, '', { body }), rawRecord(1, offerCreated)])
    expect([topicsOf(batch), problemsOf(batch)]).toMatchObject([
      ['greenhouse.offers', PROBLEMS_TOPIC],
      [{ code: 'too_large', resource: 'candidates', key: '3' }],
    ])
  })

  it('makes a problem of a cell that is too large, and goes on with the cells beside it', () => {
    const candidate = { id: 3, title: 'x'.repeat(1_100_000), company: 'Acme' }
    const batch = normalizeBatch([rawRecord(0, { action: 'update_candidate', payload: { candidate } })])
    expect([topicsOf(batch), problemsOf(batch)]).toMatchObject([
      ['greenhouse.candidates', PROBLEMS_TOPIC],
      [{ code: 'too_large', resource: 'candidates', key: '3', column: 'title' }],
    ])
  })

  it('makes a small problem of a foreign record, however much it says of itself', () => {
    const position = { topic: RAW_TOPIC, partition: 0, offset: '0' }
    const headers = { ce_connection: 'x'.repeat(1_000_000), ce_id: 'y'.repeat(1_000_000) }
    const batch = normalizeBatch([{ message: { key: 'k', value: Buffer.from('{}'), headers }, position, appendedAtMs: 0 }])
    const [message] = batch.messages.get(PROBLEMS_TOPIC) ?? []
    expect([message?.headers['ce_connection']?.length, message?.headers['ce_cause']?.length]).toEqual([500, 500])
  })

  it('counts ignored actions by name', () => {
    const ping = { action: 'ping' }
    const batch = normalizeBatch([rawRecord(0, ping), rawRecord(1, ping)])
    expect([batch.messages.size, batch.ignored]).toEqual([0, new Map([['ping', 2]])])
  })

  it('counts the names of listed records that no column reads', () => {
    const batch = normalizeBatch([listed(0, 'offers', { id: 1, colour: 'red' }), listed(1, 'offers', { id: 2, colour: 'blue' })])
    expect(batch.unknown).toEqual(new Map([['offers.colour', 2]]))
  })

  it('counts the cells in which a character had to be replaced', () => {
    const batch = normalizeBatch([listed(0, 'offices', { id: 1, name: 'a\0' }), listed(1, 'offices', { id: 2, name: 'b\ud83d' })])
    expect(batch.replaced).toEqual(new Map([['offices.name', 2]]))
  })

  it.each<[string, Message]>([
    ['without headers', { key: 'k', value: Buffer.from('{}'), headers: {} }],
    [
      'of a later format',
      { ...rawRecord(0, offerCreated).message, headers: { ...rawRecord(0, offerCreated).message.headers, ce_format: '99' } },
    ],
  ])('makes a problem of a record on raw %s', (_, message) => {
    expect(problemsOf(normalizeBatch([at(4, message)]))).toMatchObject([
      { code: 'unknown_format', cause: { position: { topic: RAW_TOPIC, partition: 3, offset: '4' } } },
    ])
  })

  it('makes a problem of a listing of a resource that it does not know', () => {
    expect(problemsOf(normalizeBatch([listed(0, 'spaceships', { id: 1 })]))).toMatchObject([{ code: 'unknown_resource' }])
  })

  it('gives the same messages for the same records, however they are cut into batches', () => {
    const records = [rawRecord(0, offerCreated), listed(1, 'offers', { id: 7, version: 'x', odd: 1 }), rawRecord(2, 'nothing')]
    const whole = normalizeBatch(records)
    const single = records.map((record) => normalizeBatch([record]))
    const [once, cut] = [[whole], single].map((batches) =>
      batches.flatMap(({ messages }) =>
        [...messages.values()].flat().map(({ key, value, headers }) => ({ key, headers, text: String(value) })),
      ),
    )
    expect(new Set(cut?.map((message) => JSON.stringify(message)))).toEqual(
      new Set(once?.map((message) => JSON.stringify(message))),
    )
  })
})
