import { canonicalTopics, PROBLEMS_TOPIC, RAW_TOPIC, resources } from '@trellis/greenhouse'
import {
  encodeCanonical,
  encodeProblem,
  encodeRaw,
  instantOfMs,
  versionOf,
  type CanonicalEvent,
  type Json,
  type Message,
} from '@trellis/pipeline'
import fc from 'fast-check'

/** A foreign message, and where it is appended. */
export interface Poison {
  readonly topic: string
  readonly message: Message
}

const ID = 'a'.repeat(24)
const AT = instantOfMs(1_790_000_000_000)
const POSITION = { topic: RAW_TOPIC, partition: 0, offset: '0' }
const LONG = 'x'.repeat(100_000)

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** An event as a normalizer writes it. */
export function observed(resource: string, key: string, cells: Readonly<Record<string, Json>>): CanonicalEvent {
  const version = versionOf({ at: AT, kind: 'record', revision: 1, event: ID, ordinal: 0 })
  const cause = { rawId: ID, kind: 'record', position: POSITION } as const
  return { type: 'observed', id: `${ID}-0`, connection: 'acme', resource, key, version, cause, cells }
}

/** A raw event as the ingress writes it. */
export function webhook(body: string | Uint8Array, index: number): Message {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const id = index.toString(16).padStart(24, '0')
  return encodeRaw({ id, connection: 'acme', kind: 'webhook', at: AT, body: bytes }, `acme/poison-${index}`)
}

/** What has ended a reader somewhere, or might. */
export function knownPoison(): readonly Poison[] {
  const event = encodeCanonical(observed('offers', '5', { status: 'Created' }))
  const gone = encodeCanonical({ ...observed('offers', '6', {}), type: 'removed', how: { by: 'webhook' } })
  const problem = encodeProblem({ code: 'no_key', connection: 'acme', cause: { rawId: ID, kind: 'webhook' } }, AT)
  const bodies = [
    `{"cells":{"custom_fields":${deep(4_800)}}}`,
    `{"cells":{"custom_fields":${deep(200_000)}}}`,
    `{"cells":{"_extra":{"a":${deep(65)}}}}`,
    `{"cells":{"status":"${'x'.repeat(12_000_000)}"}}`,
    `{"cells":{"status":"a\\u0000b","custom_fields":{"\\ud800":"\\u0000"}}}`,
    `{"cells":{"application_id":"abc","version":1e300,"sent_on":"2026-01-01 BC","created_at":"yesterday","rate":true}}`,
    `{"cells":{"application_id":${'9'.repeat(5_000)},"version":{"a":[1]},"job_id":[1]}}`,
    `{"cells":{${Array.from({ length: 100_000 }, (_, n) => `"cell ${n}":1`).join(',')}}}`,
    '{"cells":{"__proto__":{"status":"x"},"constructor":1,"toString":null}}',
    '{"cells":[]}',
    '',
    '{',
  ]
  const headers: readonly Readonly<Record<string, string>>[] = [
    { ce_connection: LONG },
    { ce_connection: 'ac\0me' },
    { ce_subject: '99999999999999999999' },
    { ce_subject: '007' },
    { ce_subject: LONG },
    { ce_cause: LONG },
    { ce_cause: '\0' },
    { ce_action: '\0' },
    { ce_action: LONG },
    { ce_version: `ffffffffffffff10001${ID}0000` },
    { ce_version: `0000000000000000001${ID}0000` },
    { ce_version: `00000000000001f0001${ID}ffff` },
    { ce_causeposition: `greenhouse.raw/99999999999999/${'9'.repeat(400)}` },
    { ce_resource: '__proto__', ce_type: 'greenhouse.__proto__.observed' },
    { ce_resource: 'nothing', ce_type: 'greenhouse.nothing.observed' },
    { ce_id: LONG },
    { ce_format: '2' },
    { traceparent: LONG, ce_delivery: LONG },
  ]
  const canonical = [
    ...bodies.map((text) => ({ ...event, value: Buffer.from(text) })),
    ...[`{"how":{"by":"merge","into":${deep(5_000)}}}`, '{"how":{"by":"merge","into":"\\u0000"}}', '{"how":{"by":"eaten"}}'].map(
      (text) => ({ ...gone, value: Buffer.from(text) }),
    ),
    ...headers.flatMap((each) => [event, gone].map((one) => ({ ...one, headers: { ...one.headers, ...each } }))),
    { ...event, headers: {} },
    { ...event, value: Buffer.alloc(1_000, 0xff) },
  ]
  const raws = [
    ...['', '{', '[]', 'null', '"a"', deep(100_000), `{"a":${deep(1_000_000)}}`].map(webhook),
    webhook(`{"action":"offer_updated","payload":{"id":1,"custom_fields":${deep(70)}}}`, 20),
    webhook(`{"action":"offer_updated","payload":{"id":"${LONG}"}}`, 21),
    webhook(`{"action":"${LONG}","payload":{}}`, 22),
    webhook(`{"action":"update_candidate","payload":{"candidate":{"id":1,"first_name":"${'x'.repeat(12_000_000)}"}}}`, 23),
    webhook(`{"action":"candidate_merged","payload":{"candidate":{"id":1},"into":${deep(60)}}}`, 24),
    webhook(Buffer.alloc(2_000_000, 0xff), 25),
    ...headers.map((each, index) => {
      const made = webhook('{"action":"offer_created","payload":{"id":9,"application_id":2}}', 40 + index)
      return { ...made, headers: { ...made.headers, ...each } }
    }),
    { key: 'k', value: Buffer.from('x'), headers: { ce_connection: 'y'.repeat(3_000_000), ce_id: 'z'.repeat(3_000_000) } },
  ]
  const problems = [
    ...headers.map((each) => ({ ...problem, headers: { ...problem.headers, ...each } })),
    ...[`{"code":"no_key","key":"${LONG}"}`, '{"code":"no_key","key":"\\u0000"}', '{"code":"else"}', deep(200_000), ''].map(
      (text) => ({
        ...problem,
        value: Buffer.from(text),
      }),
    ),
  ]
  return [
    ...canonical.map((message) => ({ topic: 'greenhouse.offers', message })),
    ...raws.map((message) => ({ topic: RAW_TOPIC, message })),
    ...problems.map((message) => ({ topic: PROBLEMS_TOPIC, message })),
  ]
}

/** Inventions: whole and half messages of every kind, with anything where something is expected. The same seed invents the same. */
export function inventedPoison(seed: number, count: number): readonly Poison[] {
  return fc.sample(fc.oneof(canonicals, rawBodies, rawRecords, problemMessages), { seed, numRuns: count })
}

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '0', '-1', 'null', '\0', '\\N', '\\.', "';--"),
)
const values = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ stringUnit: 'binary' }) },
  fc.constantFrom<Json>('2026-02-30', '2026-01-01 BC', '9'.repeat(400), 1e308, -0, '1e99999', [], {}, [[]], null),
  fc.nat({ max: 90 }).map((levels) => JSON.parse(deep(levels + 1)) as Json),
)
const resourceOf = fc.constantFrom(...resources)
const cellsOf = (names: readonly string[]) => fc.dictionary(fc.oneof(fc.constantFrom(...names), texts), values, { maxKeys: 8 })
const spoiled = fc.dictionary(
  fc.constantFrom(
    'ce_id',
    'ce_type',
    'ce_connection',
    'ce_subject',
    'ce_version',
    'ce_cause',
    'ce_causekind',
    'ce_action',
    'ce_causeposition',
    'ce_time',
  ),
  texts,
  { maxKeys: 2 },
)

const canonicals: fc.Arbitrary<Poison> = resourceOf.chain((of) =>
  fc
    .record({ cells: cellsOf(Object.keys(of.columns)), headers: spoiled, key: fc.oneof(fc.nat().map(String), texts) })
    .map(({ cells, headers, key }) => {
      const message = encodeCanonical(observed(of.name, key, cells as Readonly<Record<string, Json>>))
      const topic = canonicalTopics.find((each) => each === `greenhouse.${of.domain}`) ?? 'greenhouse.offers'
      return { topic, message: { ...message, headers: { ...message.headers, ...headers } } }
    }),
)

const actions = [...new Set(resources.flatMap(({ webhooks }) => Object.keys(webhooks)))]
const rawBodies: fc.Arbitrary<Poison> = fc
  .record({
    action: fc.oneof(fc.constantFrom(...actions), texts),
    payload: fc.oneof(
      values,
      fc.dictionary(
        fc.constantFrom('id', 'candidate', 'application', 'offer', 'job', 'user'),
        fc.oneof(values, cellsOf(['id', 'status'])),
      ),
    ),
    index: fc.nat(),
    headers: spoiled,
  })
  .map(({ action, payload, index, headers }) => {
    const message = webhook(JSON.stringify({ action, payload }), index)
    return { topic: RAW_TOPIC, message: { ...message, headers: { ...message.headers, ...headers } } }
  })

const rawRecords: fc.Arbitrary<Poison> = resourceOf.chain((of) =>
  fc
    .record({
      record: cellsOf(['id', ...Object.keys(of.columns)]),
      id: fc.nat(),
      kind: fc.constantFrom('record' as const, 'absence' as const),
    })
    .map(({ record, id, kind }) => {
      const body = Buffer.from(JSON.stringify(record))
      const raw = {
        id: id.toString(16).padStart(24, '1'),
        connection: 'acme',
        kind,
        at: AT,
        resource: of.name,
        key: String(id),
        body,
      }
      return { topic: RAW_TOPIC, message: encodeRaw(raw, `acme/record-${id}`) }
    }),
)

const problemMessages: fc.Arbitrary<Poison> = fc.record({ value: values, headers: spoiled }).map(({ value, headers }) => {
  const message = encodeProblem({ code: 'no_key', connection: 'acme', cause: { rawId: ID, kind: 'webhook' } }, AT)
  return {
    topic: PROBLEMS_TOPIC,
    message: { ...message, value: Buffer.from(JSON.stringify(value)), headers: { ...message.headers, ...headers } },
  }
})
