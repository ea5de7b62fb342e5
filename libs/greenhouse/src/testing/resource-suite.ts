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

const FIELDS_FILE = 'libs/greenhouse/fixtures/harvest-v3-fields.json'

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

/**
 * What every resource has to keep, tried on fixtures; `known` are the names of the resources that it may hang below. What it lacks is said in
 * sentences that name the file to edit. A test that could not fail as the resource is declared is not registered.
 */
export function resourceSuite(of: Resource, fixtures: Fixtures, known: readonly string[]): void {
  const declaration = `libs/greenhouse/src/resources/${of.name.replaceAll('_', '-')}.ts`
  const documented = Object.entries(fixtures.v3Fields[of.name] ?? {}).filter(([name]) => name !== 'id')
  const columns = Object.entries(of.columns)

  it('has a record of Harvest v3 and its list of fields among the fixtures', () => {
    const hasRecord = fixtures.listed.some(({ name }) => name === `${of.name}-v3`)
    expect([
      ...(hasRecord ? [] : [`Put a listed record of Harvest v3 into libs/greenhouse/fixtures/records/${of.name}-v3.json`]),
      ...(documented.length > 0 ? [] : [`List the documented fields of ${of.name} in ${FIELDS_FILE}`]),
    ]).toEqual([])
  })

  it('shows every field that Harvest v3 lists in a record of the fixtures', () => {
    const advice = (field: string) =>
      `Put the field ${field} into a record of libs/greenhouse/fixtures/records/${of.name}-v3.json`
    expect(unshownFields(of, fixtures).map(advice)).toEqual([])
  })

  if (claims(of).length > 0) {
    it('finds a key by every claim and in every claimed action', () => {
      const advice = (action: string) =>
        `${declaration} claims ${action}, and no libs/greenhouse/fixtures/webhooks/${action}*.json has a key there`
      expect(silentClaims(of, fixtures).map(advice)).toEqual([])
    })
  }

  it('reads something from every place of every column', () => {
    const advice = (place: string) =>
      `${declaration}: no body has anything at ${place}; correct the path, list the field in ${FIELDS_FILE}, or add a fixture that has it`
    expect(silentPlaces(of, fixtures).map(advice)).toEqual([])
  })

  it('names every field that Harvest v3 lists', () => {
    const named = new Set([of.key, ...Object.values(of.columns)].flatMap((column) => column.names))
    const unnamed = documented.map(([name]) => outermost(name)).filter((name) => !named.has(name))
    expect(unnamed.map((name) => `${declaration} has no column for the field ${name} of Harvest v3`)).toEqual([])
  })

  it('has a column of the fitting type for every field of Harvest v3', () => {
    const wrong = documented.flatMap(([name, type]) => {
      const [is, should] = [of.columns[columnOf(name)]?.sql ?? 'missing', sampleOf(type)?.sql ?? 'another: the type is unknown']
      return is === should
        ? []
        : [`${declaration}: the column ${columnOf(name)} is ${is}; ${FIELDS_FILE} (${type}) wants ${should}`]
    })
    expect(wrong).toEqual([])
  })

  it('reads a null of Harvest v3 as a null', () => {
    const record = Object.fromEntries(documented.map(([name]) => [outermost(name), null]))
    const wrong = documented.flatMap(([name]) => {
      const column = of.columns[columnOf(name)]
      return column === undefined || readCell(column, record) === null ? [] : [columnOf(name)]
    })
    expect(wrong.map((name) => `${declaration}: the column ${name} does not read a null as a null`)).toEqual([])
  })

  it('reads every cell of every record', () => {
    const unreadable = recordsOf(of, fixtures).flatMap((record) =>
      columns.flatMap(([name, column]) => (readCell(column, record) === UNREADABLE ? [name] : [])),
    )
    expect(unreadable.map((name) => `${declaration}: the column ${name} cannot read what a fixture has`)).toEqual([])
  })

  it('marks exactly the columns that no listing of Harvest v3 carries as webhook-only', () => {
    const record = v3Record(of, fixtures)
    const wrong = columns.flatMap(([name, column]) => {
      const isListed = readCell(column, record) !== undefined
      if (isListed !== column.isWebhookOnly) return []
      return isListed
        ? [`${declaration}: ${name} is listed by Harvest v3, so it is not \`.webhookOnly()\``]
        : [`${declaration}: ${name} is not among the fields of ${FIELDS_FILE}: list it there, or mark it \`.webhookOnly()\``]
    })
    expect(wrong).toEqual([])
  })

  const webhookOnly = columns.filter(([, { isWebhookOnly }]) => isWebhookOnly)
  if (webhookOnly.length > 0) {
    it('calls exactly those webhook-only columns last reported whose bodies never say how old they are (rule V5)', () => {
      const bodies = claims(of).flatMap(({ action, claim }) => mentionsIn(action, claim, fixtures))
      const isDated = bodies.some((mention) => mention.type === 'observed' && valueAt(mention.record, 'updated_at') !== undefined)
      const wrong = webhookOnly.filter(([, { isLastReported }]) => isLastReported === isDated)
      const order = isDated ? 'dated' : 'last reported'
      expect(wrong.map(([name]) => `${declaration}: ${name} has to be \`.webhookOnly('${order}')\``)).toEqual([])
    })
  }

  const spelled = columns.filter(([, { words }]) => words !== undefined)
  if (spelled.length > 0) {
    it('keeps the word that was said beside every word in one spelling', () => {
      const wrong = spelled.flatMap(([name, column]) => {
        const kept = of.columns[`${name}_as_told`]
        const isKept =
          kept?.words === undefined &&
          kept?.sensitivity === column.sensitivity &&
          JSON.stringify(kept.places) === JSON.stringify(column.places)
        return isKept ? [] : [`${declaration}: ${name}_as_told has to be a text with the places and the sensitivity of ${name}`]
      })
      expect(wrong).toEqual([])
    })
  }

  it('says what the row and each column are', () => {
    expect(undescribed(of).map((advice) => `${declaration}: ${advice}`)).toEqual([])
  })

  it('goes to a topic of the catalogue, and hangs below resources that are', () => {
    const unknown = Object.keys(of.harvest.of ?? {}).filter((parent) => !known.includes(parent))
    const hasTopic = DOMAINS.some((domain) => domain === of.domain)
    expect([
      ...(hasTopic ? [] : [`${declaration}: libs/greenhouse/src/topics.ts has no domain ${of.domain}`]),
      ...unknown.map((parent) => `${declaration}: \`harvest.of\` names ${parent}, which is no resource`),
    ]).toEqual([])
  })
}

/** Places of columns at which no record has anything. */
export function silentPlaces(of: Resource, fixtures: Fixtures): readonly string[] {
  const records = recordsOf(of, fixtures)
  return Object.entries({ id: of.key, ...of.columns }).flatMap(([name, { finds }]) =>
    finds.flatMap((find, index) => (records.some((record) => find(record) !== undefined) ? [] : [`${name}[${index}]`])),
  )
}

/** What is left to say of the row and its columns, by what counts as unsaid. */
export function undescribed(of: Resource, isUnsaid = (about: string): boolean => about === ''): readonly string[] {
  const silent = Object.entries(of.columns).filter(([, { about }]) => isUnsaid(about))
  return [
    ...(isUnsaid(of.about) ? ['say in `about` what a row is'] : []),
    ...silent.map(([name]) => `say with \`.describe(…)\` what ${name} is`),
  ]
}

/** Fields that Harvest v3 lists and that no listed record of it has. */
export function unshownFields(of: Resource, { listed, v3Fields }: Fixtures): readonly string[] {
  const records = listed.filter(({ name }) => name === `${of.name}-v3`).map(({ body }) => parsed(body))
  return Object.keys(v3Fields[of.name] ?? {}).filter((field) => records.every((record) => valueAt(record, field) === undefined))
}

/** Claims that find a key in no fixture. One claim may stand under several actions. */
export function silentClaims(of: Resource, fixtures: Fixtures): readonly string[] {
  const found = claims(of).filter(({ action, claim }) =>
    mentionsIn(action, claim, fixtures).some(({ record }) => keyOf(of, record) !== undefined),
  )
  const speaking = new Set(found.map(({ claim }) => claim))
  const used = new Set(found.map(({ action }) => action))
  return claims(of)
    .filter(({ action, claim }) => !speaking.has(claim) || !used.has(action))
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
  const mentioned = claims(of).flatMap(({ action, claim }) => mentionsIn(action, claim, fixtures).map(({ record }) => record))
  const listed = fixtures.listed.filter(({ resource }) => resource === of.name).map(({ body }) => parsed(body))
  return [v3Record(of, fixtures), ...listed, ...mentioned]
}

function claims(of: Resource): readonly { readonly action: string; readonly claim: Claim }[] {
  return Object.keys(of.webhooks).flatMap((action) => claimsOn(of, action).map((claim) => ({ action, claim })))
}

function mentionsIn(action: string, claim: Claim, { webhooks }: Fixtures): readonly Mention[] {
  const bodies = [...webhooks].filter(([name]) => name === action || name.startsWith(`${action}-`))
  return bodies.flatMap(([, body]) => claim.find(parsed(body)))
}
