import { describe, expect, it } from '@jest/globals'
import {
  apply,
  claimsOn,
  EMPTY_ROW,
  instantOfMs,
  int,
  keyOf,
  mentioned,
  normalize,
  parseJson,
  readCell,
  text,
  UNREADABLE,
  type CanonicalEvent,
  type Claim,
  type Json,
  type JsonObject,
  type RawEvent,
  type Resource,
  type Row,
  type SqlType,
} from '@trellis/pipeline'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { ACTIONS, DOMAINS, leftAlone, offers, recordEventId, resources, sliceRecords, source, webhookEventId } from './index.js'

const fixtures = new URL('../fixtures/', import.meta.url)
const read = (path: string): Buffer => readFileSync(new URL(path, fixtures))
const names = (folder: string): string[] => readdirSync(new URL(folder, fixtures)).map((file) => file.replace('.json', ''))
const parsed = (body: Uint8Array): Json => parseJson(new TextDecoder().decode(body)) ?? null

const webhooks = new Map(names('webhooks').map((action) => [action, read(`webhooks/${action}.json`)]))
const listed = names('records').flatMap((name) => {
  const slices = sliceRecords(read(`records/${name}.json`)) ?? []
  return slices.map((body) => ({ name, resource: name.replace(/-v\d$/, ''), body }))
})

/** Harvest v3's fields by resource: name to type, a question mark where it may be null (Harvest v3 reference). */
const v3Fields = Object.assign(
  {},
  ...readdirSync(fixtures)
    .filter((file) => /^harvest-v3-fields.*\.json$/.test(file))
    .map((file) => parsed(read(file))),
) as Readonly<Record<string, Readonly<Record<string, string>>>>

const SAMPLES: Readonly<Record<string, { readonly value: Json; readonly sql: SqlType }>> = {
  int: { value: 7, sql: 'bigint' },
  string: { value: 'a text', sql: 'text' },
  enum: { value: 'a word', sql: 'text' },
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

/** A record with every field of the resource that Harvest v3 lists. */
function v3Record(of: Resource): JsonObject {
  return Object.fromEntries(Object.entries(v3Fields[of.name] ?? {}).map(([name, type]) => [name, sampleOf(type)?.value ?? null]))
}

function claims(of: Resource): readonly { readonly action: string; readonly claim: Claim }[] {
  return Object.keys(of.webhooks).flatMap((action) => claimsOn(of, action).map((claim) => ({ action, claim })))
}

function mentionsIn(action: string, claim: Claim) {
  const body = webhooks.get(action)
  return body ? claim.find(parsed(body)) : []
}

/** Everything that a resource's columns may have to read. */
function recordsOf(of: Resource): readonly Json[] {
  const spoken = claims(of).flatMap(({ action, claim }) => mentionsIn(action, claim).map(({ record }) => record))
  return [v3Record(of), ...listed.filter(({ resource }) => resource === of.name).map(({ body }) => parsed(body)), ...spoken]
}

/** Places of columns at which no record has anything. */
function silentPlaces(of: Resource): readonly string[] {
  const records = recordsOf(of)
  return Object.entries({ id: of.key, ...of.columns }).flatMap(([name, { finds }]) =>
    finds.flatMap((find, index) => (records.some((record) => find(record) !== undefined) ? [] : [`${name}[${index}]`])),
  )
}

/** Claims that find a key in no fixture. One claim may stand under several actions. */
function silentClaims(of: Resource): readonly string[] {
  const found = claims(of).filter(({ action, claim }) =>
    mentionsIn(action, claim).some(({ record }) => keyOf(of, record) !== undefined),
  )
  const speaking = new Set(found.map(({ claim }) => claim))
  const spoken = new Set(found.map(({ action }) => action))
  return claims(of)
    .filter(({ action, claim }) => !speaking.has(claim) || !spoken.has(action))
    .map(({ action }) => action)
}

const raws: readonly RawEvent[] = [
  ...[...webhooks].map(([action, body], index): RawEvent => {
    const at = instantOfMs(1_700_000_000_000 + index * 1000)
    return { id: webhookEventId('acme', action, body), connection: 'acme', kind: 'webhook', at, delivery: action, body }
  }),
  ...listed.map(({ resource, body }, index): RawEvent => {
    const at = instantOfMs(1_700_000_000_500 + index * 1000)
    return { id: recordEventId('acme', resource, at, body), connection: 'acme', kind: 'record', resource, at, body }
  }),
]

describe('every action', () => {
  it.each(ACTIONS)('%s has a fixture of its own name', (action) => {
    expect((parsed(webhooks.get(action) ?? new Uint8Array()) as JsonObject)['action']).toBe(action)
  })

  it.each(ACTIONS)('%s is claimed or left alone, not both', (action) => {
    const isClaimed = resources.some((of) => claimsOn(of, action).length > 0)
    expect(Object.hasOwn(leftAlone, action)).toBe(!isClaimed)
  })

  it('is one that Greenhouse documents', () => {
    const claimed = resources.flatMap((of) => Object.keys(of.webhooks))
    expect([...new Set([...claimed, ...Object.keys(leftAlone)])].sort()).toEqual([...ACTIONS, 'ping'].sort())
  })
})

describe.each(resources)('$name', (of) => {
  it('finds a key by every claim and in every claimed action', () => expect(silentClaims(of)).toEqual([]))

  it('reads something from every place of every column', () => expect(silentPlaces(of)).toEqual([]))

  it('names every field that Harvest v3 lists', () => {
    const known = new Set([of.key, ...Object.values(of.columns)].flatMap((column) => column.names))
    expect(Object.keys(v3Fields[of.name] ?? { nothing: 'listed' }).filter((name) => !known.has(name))).toEqual([])
  })

  it('has a column of the fitting type for every field of Harvest v3', () => {
    const fields = Object.entries(v3Fields[of.name] ?? {}).filter(([name]) => name !== 'id')
    expect(Object.fromEntries(fields.map(([name]) => [name, of.columns[name]?.sql]))).toEqual(
      Object.fromEntries(fields.map(([name, type]) => [name, sampleOf(type)?.sql])),
    )
  })

  it('reads a null of Harvest v3 as a null', () => {
    const nullable = Object.entries(v3Fields[of.name] ?? {}).filter(([name]) => name !== 'id')
    const record = Object.fromEntries(nullable.map(([name]) => [name, null]))
    expect(nullable.map(([name]) => of.columns[name] && readCell(of.columns[name], record))).toEqual(nullable.map(() => null))
  })

  it('reads every cell of every record', () => {
    const unreadable = recordsOf(of).flatMap((record) =>
      Object.entries(of.columns).flatMap(([name, column]) => (readCell(column, record) === UNREADABLE ? [name] : [])),
    )
    expect(unreadable).toEqual([])
  })

  it('marks exactly the columns that no listing of Harvest v3 carries as webhook-only', () => {
    const marked = Object.entries(of.columns).flatMap(([name, column]) => (column.isWebhookOnly ? [name] : []))
    const record = v3Record(of)
    expect(marked).toEqual(
      Object.keys(of.columns).filter((name) => of.columns[name] && readCell(of.columns[name], record) === undefined),
    )
  })

  it('says what the row and each column are', () => {
    expect(of.about).not.toBe('')
    expect(Object.entries(of.columns).flatMap(([name, { about }]) => (about === '' ? [name] : []))).toEqual([])
  })

  it('goes to a topic of the catalogue, and hangs below resources that are', () => {
    expect(DOMAINS).toContain(of.domain)
    expect(resources.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(of.harvest.of ?? {})))
  })

  it('has a listed record of Harvest v3 for a fixture', () => {
    expect(listed.map(({ name }) => name)).toContain(`${of.name}-v3`)
  })
})

describe('the fixtures', () => {
  it.each(raws.map((raw) => ({ what: raw.delivery ?? raw.resource, raw })))('$what yields no problem', ({ raw }) => {
    expect(normalize(source, raw).problems).toEqual([])
  })

  it('of Harvest v3 hold nothing that no column names', () => {
    const ofV3 = new Set(listed.filter(({ name }) => name.endsWith('-v3')).map(({ body }) => body))
    expect(raws.filter(({ body }) => ofV3.has(body)).flatMap((raw) => normalize(source, raw).unknown)).toEqual([])
  })

  it('give the same rows however they are shuffled and doubled', () => {
    const events = raws.flatMap((raw) => normalize(source, raw).events)
    const expected = fold(events)
    expect(expected.size).toBeGreaterThan(20)
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), (shuffled) => {
        expect(fold(shuffled)).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a misspelt path', () => {
  it('of a column is found out, also where another place still speaks', () => {
    const misspelt: Resource = { ...offers, columns: { ...offers.columns, sent_on: text('sent_on', 'sent_att') } }
    expect(silentPlaces(misspelt)).toEqual(['sent_on[1]'])
  })

  it('of a key is found out', () => {
    const misspelt: Resource = { ...offers, key: int('idd') }
    expect(silentPlaces(misspelt)).toEqual(['id[0]'])
    expect(silentClaims(misspelt)).toContain('offer_created')
  })

  it('of a claim is found out', () => {
    const misspelt: Resource = {
      ...offers,
      webhooks: { ...offers.webhooks, hire_candidate: mentioned('payload.application.ofer') },
    }
    expect(silentClaims(misspelt)).toEqual(['hire_candidate'])
  })

  it('of an action is found out', () => {
    const misspelt: Resource = { ...offers, webhooks: { offer_creatd: claimsOn(offers, 'offer_created') } }
    expect(silentClaims(misspelt)).toEqual(['offer_creatd'])
  })
})

function fold(events: readonly CanonicalEvent[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  for (const event of events) {
    const key = `${event.resource}/${event.key}`
    rows.set(key, apply(rows.get(key) ?? EMPTY_ROW, event))
  }
  return rows
}
