import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC, RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { createLogger, type LogBatch, type LogRecord } from '@trellis/runtime'
import { BatchConsumer } from '@trellis/runtime/nest'
import { serveListing, type ListingServer } from './listing-server.js'
import { candidateUpdate, sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** As no serializer of ours would write them; the last is not even text. */
const RECORDS: readonly Buffer[] = [
  Buffer.from('{"id": 9000001,\r\n\t"first_name":"Zo\\u00eb" , "last_name":"\\ud83d\\ude00 \\/ \u00f8", "updated_at":null}'),
  Buffer.from('{"first_name":"[{\\"\\\\","id":9000002,"first_name":"twice","score":1.50e+2,"large":12345678901234567890.10}'),
  Buffer.from('{ }'),
  Buffer.concat([Buffer.from('{"id":9000003,"first_name":"'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')]),
]
const PAGES = [RECORDS.slice(0, 3), RECORDS.slice(3)].map((records) =>
  Buffer.concat([
    Buffer.from(' [\n'),
    ...records.flatMap((each, index) => (index > 0 ? [Buffer.from(' ,\t'), each] : [each])),
    Buffer.from('\r]\n'),
  ]),
)

/** Each is signed as it stands. */
const ODD_WEBHOOKS: readonly Buffer[] = [
  Buffer.from(
    '\t{"action" : "update_candidate",\r\n"payload":{"candidate":{"id":9100001,"first_name":"Zo\\u00EB \\/ \u2028"}}}\n\n',
  ),
  Buffer.from('{"action":"update_candidate","payload":{"candidate":{"id":9100002,"id":9100003,"n":1.0,"m":1E400,"z":-0}}}'),
  Buffer.from(
    '{"action":"update_candidate","payload":{"candidate":{"id":9100004,"first_name":"\\u0000 \\ud800 \u{1f469}\u200d\u{1f680}"}}}',
  ),
  Buffer.from('\ufeff{"action":"update_candidate","payload":{"candidate":{"id":9100005}}}'),
  ...Array.from({ length: 12 }, (_, index) => randomBytes(1 + 300 * index)),
]

const BAD_WEBHOOKS: readonly Buffer[] = [
  Buffer.from('{"action":"update_candidate","payload":{"candidate":{"id":92'),
  Buffer.from('{"action":"update_candidate"}'),
  Buffer.from('{"action":"update_candidate","payload":{"candidate":{"id":"no number"}}}'),
  Buffer.from('{"action":"what_greenhouse_thinks_of_next","payload":{"id":1}}'),
  Buffer.from('["action","update_candidate"]'),
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
  Buffer.from('action=update_candidate&payload=1'),
]

let world: World
let listing: ListingServer
let reader: BatchConsumer
const read: LogRecord[] = []
/** By page of the listing: how many events raw held when the page was first asked for. */
const rawWhenAsked = new Map<number, number>()

beforeAll(async () => {
  const onPage = async (index: number): Promise<void> => {
    if (!rawWhenAsked.has(index)) rawWhenAsked.set(index, await rawEvents())
  }
  listing = await serveListing({ collection: 'candidates', pages: PAGES, onPage })
  world = await makeWorld({ sandbox: { candidates: 1 }, env: { HARVEST_URL: listing.url } })
  await world.start()
  await world.synced()
  reader = await readLog()
})

afterAll(async () => {
  await reader.close()
  await world.close()
  await listing.close()
})

describe('Bytes are kept', () => {
  it('of every listed record, however it is written', async () => {
    await until(() => bodiesOf('record').size >= RECORDS.length, { what: 'the records on raw' })
    expect([...bodiesOf('record')].sort()).toEqual(RECORDS.map(textOf).sort())
  })

  it('of every webhook, whatever it holds', async () => {
    expect(await Promise.all(ODD_WEBHOOKS.map((body) => sendWebhook(world, body)))).toEqual(ODD_WEBHOOKS.map(() => 200))
    await until(() => bodiesOf('webhook').size >= ODD_WEBHOOKS.length, { what: 'the webhooks on raw' })
    expect([...bodiesOf('webhook')].sort()).toEqual(ODD_WEBHOOKS.map(textOf).sort())
  })
})

describe('200 means durable', () => {
  it('also where the ingress is killed the moment it has answered', async () => {
    const bodies = Array.from({ length: 60 }, (_, index) => candidateUpdate(9_200_000 + index))
    const statuses = await Promise.all(bodies.map((body) => sendWebhook(world, body)))
    const ingress = world.services.get('webhook-ingress')
    ingress?.child.process.kill('SIGKILL')
    await ingress?.child.ended
    const end = await rawEvents()
    await until(() => onTopic(RAW_TOPIC).length >= end, { what: 'the end of raw' })
    const accepted = bodies.filter((_, index) => statuses[index] === 200)
    expect([accepted.length, accepted.filter((body) => !bodiesOf('webhook').has(textOf(body)))]).toEqual([bodies.length, []])
    await world.start('webhook-ingress')
  })

  it('and no cursor moves before its records are appended', () => {
    // A window may have listed the same page meanwhile: what counts is that the page before is there.
    expect(rawWhenAsked.get(0)).toBe(0)
    expect(rawWhenAsked.get(1)).toBeGreaterThanOrEqual(3)
  })
})

describe('Bad data never stops good data', () => {
  it('good webhooks among bad ones become rows, and each bad one a problem', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => 9_300_000 + index)
    const mixed = ids.flatMap((id, index) => [BAD_WEBHOOKS[index] ?? [], candidateUpdate(id)].flat())
    for (const body of mixed) expect(await sendWebhook(world, body)).toBe(200)
    expect(await rowsAbove(9_300_000, ids.length)).toEqual(ids)
    const bad = BAD_WEBHOOKS.map(textOf)
    const idsOfBad = (): readonly unknown[] =>
      onTopic(RAW_TOPIC).flatMap(({ message: { value, headers } }) => (bad.includes(textOf(value)) ? [headers['ce_id']] : []))
    const causes = (): ReadonlySet<unknown> => new Set(onTopic(PROBLEMS_TOPIC).map(({ message }) => message.headers['ce_cause']))
    await until(() => idsOfBad().length === bad.length, { what: 'the bad webhooks on raw' })
    await until(() => idsOfBad().every((id) => causes().has(id)), { what: 'a problem for each of them' })
  })
})

describe('Positions live with the rows', () => {
  it('a database that is put back to an earlier state reads on from there, and ends in the same rows', async () => {
    const { generation } = await world.status()
    const table = `recruiting_g${generation ?? 0}.candidates`
    const later = Array.from({ length: 40 }, (_, index) => 9_400_000 + index)
    await world.services.get('warehouse-writer')?.child.stop()
    await world.pool.query(`create schema kept; create table kept.rows as table ${table};
      create table kept.positions as select * from ops.log_position where reader like 'warehouse-writer/%'`)
    await world.start('warehouse-writer')
    await Promise.all(later.map((id) => sendWebhook(world, candidateUpdate(id))))
    await rowsAbove(9_400_000, later.length)
    await world.services.get('warehouse-writer')?.child.stop()
    const before = await contentOf(table)
    await world.pool.query(`begin; truncate ${table}; insert into ${table} select * from kept.rows;
      delete from ops.log_position where reader like 'warehouse-writer/%';
      insert into ops.log_position select * from kept.positions; commit`)
    expect(await contentOf(table)).not.toEqual(before)
    await world.start('warehouse-writer')
    await rowsAbove(9_400_000, later.length)
    expect(await contentOf(table)).toEqual(before)
  })
})

/** Reads everything on raw and everything in problems, from the beginning on. */
async function readLog(): Promise<BatchConsumer> {
  const { KAFKA_BROKERS: brokers = '' } = process.env
  const settings = { brokers: brokers.split(','), clientId: 'e2e', topicPrefix: world.environment['KAFKA_TOPIC_PREFIX'] ?? '' }
  const topics = [RAW_TOPIC, PROBLEMS_TOPIC]
  const consumer = new BatchConsumer({ settings, group: 'laws', topics, logger: createLogger('e2e', 'silent') })
  for (const topic of topics) consumer.addHandler(topic, async ({ records }: LogBatch) => void read.push(...records), true)
  await new Promise<void>((resolve, reject) => {
    consumer.listen((error) => (error === undefined ? resolve() : reject(new Error('the log is not read', { cause: error }))))
  })
  return consumer
}

function onTopic(topic: string): readonly LogRecord[] {
  return read.filter(({ position }) => position.topic === topic)
}

function bodiesOf(kind: 'webhook' | 'record'): ReadonlySet<string> {
  const ofKind = onTopic(RAW_TOPIC).filter(({ message }) => message.headers['ce_type'] === `greenhouse.raw.${kind}`)
  return new Set(ofKind.map(({ message }) => textOf(message.value)))
}

/** One character for each byte. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

async function rawEvents(): Promise<number> {
  return [...(await world.ports.log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)
}

/** The ids of the candidates from one on, once there are as many as that. */
async function rowsAbove(first: number, count: number): Promise<readonly number[]> {
  const ids = async (): Promise<readonly number[] | undefined> => {
    const { rows } = await world.pool.query<{ id: string }>(
      'select id from recruiting.candidates where connection_id = $1 and id >= $2 and id < $2 + 100000 order by candidates.id',
      [CONNECTION, first],
    )
    return rows.length >= count ? rows.map(({ id }) => Number(id)) : undefined
  }
  return until(ids, { what: `${count} candidates from ${first} on`, everyMs: 100 })
}

/** Every cell and every version of the candidates. */
async function contentOf(table: string): Promise<readonly unknown[]> {
  const { rows } = await world.pool.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t order by t.id`)
  return rows.map(({ row }) => row)
}
