import { expect, it } from '@jest/globals'
import {
  claimsOn,
  keyOf,
  readCell,
  UNREADABLE,
  valueAt,
  type Claim,
  type Json,
  type JsonObject,
  type Mention,
  type Resource,
  type SqlType,
} from '@trellis/pipeline'
import { DOMAINS } from '../topics.js'
import { parsed, type Fixtures } from './fixtures.js'

const SAMPLES: Readonly<Record<string, { readonly value: Json; readonly sql: SqlType }>> = {
  int: { value: 7, sql: 'bigint' },
  string: { value: 'a text', sql: 'text' },
  enum: { value: 'a word', sql: 'text' },
  number: { value: 7.25, sql: 'numeric' },
  bool: { value: true, sql: 'boolean' },
  datetime: { value: '2026-01-02T03:04:05.678Z', sql: 'timestamptz' },
  date: { value: '2026-01-02', sql: 'date' },
  ids: { value: [7, 8], sql: 'jsonb' },
  list: { value: [{ value: 'one', type: 'home' }], sql: 'jsonb' },
  object: { value: { id: 7, description: 'a text' }, sql: 'jsonb' },
  any: { value: 'a text', sql: 'jsonb' },
  custom_fields: { value: { shoe_size: { name: 'Shoe Size', type: 'number', value: 43 } }, sql: 'jsonb' },
}
const sampleOf = (type: string) => SAMPLES[type.replace('?', '')]

/** A field within a field is listed as `type.name`: its column is called `type_name`. */
const columnOf = (field: string): string => field.replaceAll('.', '_')
const outermost = (field: string): string => field.split('.')[0] ?? field

/** What every resource has to keep, tried on fixtures; `known` are the names of the resources that it may hang below. */
export function resourceSuite(of: Resource, fixtures: Fixtures, known: readonly string[]): void {
  const documented = Object.entries(fixtures.v3Fields[of.name] ?? {}).filter(([name]) => name !== 'id')

  it('finds a key by every claim and in every claimed action', () => expect(silentClaims(of, fixtures)).toEqual([]))

  it('reads something from every place of every column', () => expect(silentPlaces(of, fixtures)).toEqual([]))

  it('names every field that Harvest v3 lists', () => {
    const named = new Set([of.key, ...Object.values(of.columns)].flatMap((column) => column.names))
    const fields = Object.keys(fixtures.v3Fields[of.name] ?? { nothing: 'listed' })
    expect(fields.filter((name) => !named.has(outermost(name)))).toEqual([])
  })

  it('has a column of the fitting type for every field of Harvest v3', () => {
    expect(Object.fromEntries(documented.map(([name]) => [name, of.columns[columnOf(name)]?.sql]))).toEqual(
      Object.fromEntries(documented.map(([name, type]) => [name, sampleOf(type)?.sql])),
    )
  })

  it('reads a null of Harvest v3 as a null', () => {
    const record = Object.fromEntries(documented.map(([name]) => [outermost(name), null]))
    const columns = documented.map(([name]) => of.columns[columnOf(name)])
    expect(columns.map((column) => column && readCell(column, record))).toEqual(documented.map(() => null))
  })

  it('reads every cell of every record', () => {
    const unreadable = recordsOf(of, fixtures).flatMap((record) =>
      Object.entries(of.columns).flatMap(([name, column]) => (readCell(column, record) === UNREADABLE ? [name] : [])),
    )
    expect(unreadable).toEqual([])
  })

  it('marks exactly the columns that no listing of Harvest v3 carries as webhook-only', () => {
    const marked = Object.entries(of.columns).flatMap(([name, column]) => (column.isWebhookOnly ? [name] : []))
    const record = v3Record(of, fixtures)
    expect(marked).toEqual(
      Object.keys(of.columns).filter((name) => of.columns[name] && readCell(of.columns[name], record) === undefined),
    )
  })

  it('calls exactly those webhook-only columns last told whose bodies never say how old they are (rule V5)', () => {
    const told = Object.entries(of.columns).filter(([, { isWebhookOnly }]) => isWebhookOnly)
    const bodies = claims(of).flatMap(({ action, claim }) => mentionsIn(action, claim, fixtures))
    const dated = bodies.filter((mention) => mention.type === 'observed' && valueAt(mention.record, 'updated_at') !== undefined)
    expect(told.map(([name, { isLastTold }]) => [name, isLastTold])).toEqual(told.map(([name]) => [name, dated.length === 0]))
  })

  it('keeps the word that was said beside every word in one spelling', () => {
    const spelled = Object.entries(of.columns).filter(([, { words }]) => words !== undefined)
    const kept = spelled.map(([name]) => of.columns[`${name}_as_told`])
    expect(kept.map((column) => column && [column.places, column.sensitivity, column.words])).toEqual(
      spelled.map(([, { places, sensitivity }]) => [places, sensitivity, undefined]),
    )
  })

  it('says what the row and each column are', () => {
    expect(of.about).not.toBe('')
    expect(Object.entries(of.columns).flatMap(([name, { about }]) => (about === '' ? [name] : []))).toEqual([])
  })

  it('goes to a topic of the catalogue, and hangs below resources that are', () => {
    expect(DOMAINS).toContain(of.domain)
    expect(known).toEqual(expect.arrayContaining(Object.keys(of.harvest.of ?? {})))
  })

  it('has a listed record of Harvest v3 for a fixture', () => {
    expect(fixtures.listed.map(({ name }) => name)).toContain(`${of.name}-v3`)
  })
}

/** Places of columns at which no record has anything. */
export function silentPlaces(of: Resource, fixtures: Fixtures): readonly string[] {
  const records = recordsOf(of, fixtures)
  return Object.entries({ id: of.key, ...of.columns }).flatMap(([name, { finds }]) =>
    finds.flatMap((find, index) => (records.some((record) => find(record) !== undefined) ? [] : [`${name}[${index}]`])),
  )
}

/** Claims that find a key in no fixture. One claim may stand under several actions. */
export function silentClaims(of: Resource, fixtures: Fixtures): readonly string[] {
  const found = claims(of).filter(({ action, claim }) =>
    mentionsIn(action, claim, fixtures).some(({ record }) => keyOf(of, record) !== undefined),
  )
  const speaking = new Set(found.map(({ claim }) => claim))
  const spoken = new Set(found.map(({ action }) => action))
  return claims(of)
    .filter(({ action, claim }) => !speaking.has(claim) || !spoken.has(action))
    .map(({ action }) => action)
}

/** A record with every field of the resource that Harvest v3 lists. */
function v3Record(of: Resource, { v3Fields }: Fixtures): JsonObject {
  const fields = Object.entries(v3Fields[of.name] ?? {})
  const within = (outer: string) =>
    fields.flatMap(([name, type]) =>
      name.startsWith(`${outer}.`) ? [[name.slice(outer.length + 1), sampleOf(type)?.value ?? null]] : [],
    )
  return Object.fromEntries(
    fields.map(([name, type]): [string, Json] =>
      name.includes('.')
        ? [outermost(name), Object.fromEntries(within(outermost(name))) as JsonObject]
        : [name, sampleOf(type)?.value ?? null],
    ),
  )
}

/** Everything that a resource's columns may have to read. */
function recordsOf(of: Resource, fixtures: Fixtures): readonly Json[] {
  const spoken = claims(of).flatMap(({ action, claim }) => mentionsIn(action, claim, fixtures).map(({ record }) => record))
  const listed = fixtures.listed.filter(({ resource }) => resource === of.name).map(({ body }) => parsed(body))
  return [v3Record(of, fixtures), ...listed, ...spoken]
}

function claims(of: Resource): readonly { readonly action: string; readonly claim: Claim }[] {
  return Object.keys(of.webhooks).flatMap((action) => claimsOn(of, action).map((claim) => ({ action, claim })))
}

function mentionsIn(action: string, claim: Claim, { webhooks }: Fixtures): readonly Mention[] {
  const bodies = [...webhooks].filter(([name]) => name === action || name.startsWith(`${action}-`))
  return bodies.flatMap(([, body]) => claim.find(parsed(body)))
}
