import fc from 'fast-check'
import type { OpenAPIObject } from '@nestjs/swagger'

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>
/** A schema of the document, or where one is. */
export type Schema = Schemas[string]
type Plain = Exclude<Schema, { $ref: string }>

/** What people and programs send where something else is wanted: each has broken a server somewhere. */
const NASTY_TEXTS = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\uD800',
    '\u202Egnp.exe',
    '💥',
    '..',
    '../../etc/passwd',
    '%00',
    '%',
    "' or 1=1 --",
    'null',
  ],
  ...[
    'x'.repeat(5_000),
    '-1',
    '1e309',
    '99999999999999999999',
    '0000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '2026-W53',
  ],
]
const NASTY: readonly unknown[] = [
  ...NASTY_TEXTS,
  ...[null, true, 0, -1, 1.5, 1e300, 2 ** 53, [], [null], [[]], {}, { $ne: 1 }, { length: 5 }],
]

/** Instants of ISO 8601 that few know. */
const ODD_INSTANTS = [
  '2026-W53-1',
  '2026-366',
  '0000-01-01T00:00:00Z',
  '9999-12-31T24:00:00Z',
  '2026-11-30T10:11:12,5+05:45',
  '2026-11-30',
]

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  email: fc.emailAddress(),
  'date-time': fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom(...ODD_INSTANTS),
  ),
}

/** Values that break most things. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.jsonValue())

/** Values that the schema mostly takes, and in one of eight places some that it does not. */
export function invented(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: taken(resolved(schema, schemas), schemas), weight: 7 }, { arbitrary: nasty, weight: 1 })
}

function taken(schema: Plain, schemas: Schemas): fc.Arbitrary<unknown> {
  const { enum: words, nullable, allOf } = schema
  if (nullable) return fc.option(taken({ ...schema, nullable: false }, schemas), { nil: null })
  if (words) return fc.constantFrom(...(words as readonly unknown[]))
  if (allOf?.[0]) return taken(resolved(allOf[0], schemas), schemas)
  if (schema.type === 'object') return objects(schema, schemas)
  if (schema.type === 'array')
    return fc.array(invented(schema.items ?? {}, schemas), { maxLength: Math.min(schema.maxItems ?? 5, 5) })
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 1_000) })
  if (schema.type === 'boolean') return fc.boolean()
  return schema.type === 'string' ? strings(schema) : nasty
}

function strings({ format = '', pattern, minLength = 0, maxLength = 100 }: Plain): fc.Arbitrary<string> {
  const known = FORMATS[format]
  if (known) return known
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  const usual = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 100)) })
  // What is nasty may be in order, too.
  const filled = fc.constantFrom(...NASTY_TEXTS).map((text) => text.padEnd(minLength, 'x').slice(0, maxLength))
  return fc.oneof(usual, filled)
}

/** Now and then with a property that the schema does not know. */
function objects({ properties = {}, required = [] }: Plain, schemas: Schemas): fc.Arbitrary<unknown> {
  const each = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, invented(schema, schemas)]))
  const more = fc.option(fc.dictionary(fc.string(), nasty, { maxKeys: 1 }), { freq: 8, nil: {} })
  return fc
    .tuple(fc.record(each, { requiredKeys: [...required] }), fc.boolean(), more)
    .map(([known, isMore, unknown]) => (isMore ? { ...unknown, ...known } : known))
}

function resolved(schema: Schema, schemas: Schemas): Plain {
  if (!('$ref' in schema)) return schema
  const named = schemas[schema.$ref.replace(/^.*\//, '')]
  if (!named) throw new Error(`the document lacks ${schema.$ref}`)
  return resolved(named, schemas)
}
