import fc from 'fast-check'
import type { Removal } from '../resource/claim.js'
import type { CanonicalEvent, Cause } from '../events/event.js'
import type { Instant } from '../events/instant.js'
import { cleanJson, cleanText, parseJson, type Json, type JsonObject } from '../resource/json.js'
import { EXTRA } from '../resource/resource.js'
import { apply, EMPTY_ROW, type Row } from '../rows/row.js'
import { KINDS, versionOf, type VersionParts } from '../events/version.js'
import { LISTED, things } from './things.js'

/** Text that has broken pipelines before. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '\\N',
    '\\',
    '\\\\',
    '\\.',
    '\t',
    'a\nb\r\n',
    '"',
    "'",
    'null',
    '\u2028',
    '\uFFFD',
    '👩‍🚀',
    '\b\f\v\u0001',
    '{}',
    '\0',
  ),
)

export const storableText = anyText.map(cleanText)

/** JSON as it may stand in a cell: no NUL, no lone surrogate, no negative zero (JSON has none that survives a round trip). */
export const storableJson: fc.Arbitrary<Json> = fc
  .oneof(
    fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }).map((value) => asRead(value)),
    fc.dictionary(anyText, anyText),
    fc.array(anyText),
  )
  .map((value) => cleanJson(value) ?? null)

const storableObject: fc.Arbitrary<JsonObject> = fc.dictionary(storableText, storableJson, { maxKeys: 3 })
const decimals = fc
  .tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.stringMatching(/^\d{1,30}$/))
  .map(([whole, part]) => `${whole}.${part}`)
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map(asRead)
const bigints = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => {
  const isSafe = value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER)
  return isSafe ? Number(value) : String(value)
})
const moments = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })

const cellsByType: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  title: storableText,
  status: storableText,
  count: fc.oneof(bigints, fc.constantFrom('-9223372036854775808', '9223372036854775807', 0)),
  rate: fc.oneof(doubles, decimals),
  weight: doubles,
  is_open: fc.boolean(),
  starts_on: moments.map((moment) => moment.toISOString().slice(0, 10)),
  opened_at: moments.map((moment) => moment.toISOString()),
  owner_id: bigints,
  people: fc.array(bigints, { maxLength: 3 }),
  tags: storableJson,
  custom_fields: storableObject,
  notes: storableText,
  details: storableJson,
  [EXTRA]: storableObject,
}

const anyCell = (name: string): fc.Arbitrary<Json> => fc.option(cellsByType[name] ?? fc.constant(null), { nil: null, freq: 4 })

const cellsOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, anyCell(name)]))
const fullCells: fc.Arbitrary<JsonObject> = fc.record(cellsOf(LISTED))
const someCells: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.record(cellsOf([...Object.keys(things.columns), EXTRA])), fc.subarray([...Object.keys(things.columns), EXTRA]))
  .map(([cells, names]) => Object.fromEntries(names.map((name) => [name, cells[name] ?? null])))

/** Few instants, revisions and ids, so ties of each are common. */
const versionParts: fc.Arbitrary<VersionParts> = fc.record({
  at: fc.integer({ min: 1, max: 4 }).map((at) => (at * 1_000_000_007) as Instant),
  kind: fc.constantFrom(...KINDS),
  revision: fc.integer({ min: 1, max: 2 }),
  event: fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(24)),
  ordinal: fc.integer({ min: 0, max: 2 }),
})

const removals: fc.Arbitrary<Removal> = fc.oneof(
  fc.constantFrom<Removal>({ by: 'webhook' }, { by: 'cascade' }, { by: 'absence' }),
  fc.record({ by: fc.constant('merge' as const), into: fc.oneof(bigints, fc.constant(null)) }),
)

type About = Omit<Extract<CanonicalEvent, { type: 'removed' }>, 'type' | 'how'>

const abouts: fc.Arbitrary<About> = fc
  .record({
    parts: versionParts,
    connection: fc.constantFrom('acme', 'b\\c\td'),
    key: fc.constantFrom('1', '9007199254740993', '-9223372036854775808'),
    action: fc.option(storableText, { nil: undefined, freq: 2 }),
  })
  .map(({ parts, connection, key, action }) => {
    const { event, ordinal, kind } = parts
    const cause: Cause = { rawId: event, kind, ...(action !== undefined && { action }) }
    return { id: `${event}-${ordinal}`, connection, resource: things.name, key, version: versionOf(parts), cause }
  })

/** What any raw event may say of a thing: full, partial, empty, or that it went away. */
export const anyEvent: fc.Arbitrary<CanonicalEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(abouts, fullCells).map(([about, cells]) => ({ ...about, type: 'observed' as const, cells })) },
  { weight: 3, arbitrary: fc.tuple(abouts, someCells).map(([about, cells]) => ({ ...about, type: 'observed' as const, cells })) },
  { weight: 2, arbitrary: fc.tuple(abouts, removals).map(([about, how]) => ({ ...about, type: 'removed' as const, how })) },
)

/** Events about several things. A version occurs once: it holds the event's id and the ordinal inside it. */
export function events(maxLength = 12): fc.Arbitrary<CanonicalEvent[]> {
  return fc.uniqueArray(anyEvent, { maxLength, selector: ({ version }) => version })
}

/** Events about one thing. */
export function eventsOfOne(maxLength = 12): fc.Arbitrary<CanonicalEvent[]> {
  return events(maxLength).map((all) => all.map((event) => ({ ...event, connection: 'acme', key: '1' })))
}

/** The row that events make, one after the other. */
export function fold(all: readonly CanonicalEvent[]): Row {
  return all.reduce(apply, EMPTY_ROW)
}

/** A value as it is once it was read from JSON: integers past 2^53 are text, there is no negative zero. */
function asRead(value: unknown): Json {
  return parseJson(JSON.stringify(value)) ?? null
}
