import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import asyncApiSchemas from '@asyncapi/specs'
import { describe, expect, it } from '@jest/globals'
import { canonicalTopic, recordEventId, resources, sliceRecords, source, topics } from '@trellis/greenhouse'
import {
  encodeCanonical,
  encodeProblem,
  encodeRaw,
  instantOfMs,
  isArray,
  isObject,
  normalize,
  parseJson,
  type CanonicalEvent,
  type Json,
  type JsonObject,
  type Message,
  type Problem,
  type RawEvent,
} from '@trellis/pipeline'
import { Ajv, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ASYNCAPI_FILE } from './contract.js'
import { contracts } from './documents.js'
import { docsFolder } from './write-documents.js'

const fixtures = join(docsFolder, '../libs/greenhouse/fixtures')
const at = instantOfMs(1_700_000_000_000)
const made = contracts()
const asyncApi = made[ASYNCAPI_FILE] ?? {}
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false })

/** Every body that we have, as webhooks and as records of listings. */
const raws: readonly RawEvent[] = [
  ...readdirSync(join(fixtures, 'webhooks')).map((file, index): RawEvent => ({
    id: index.toString(16).padStart(24, '0'),
    connection: 'acme',
    kind: 'webhook',
    at,
    body: readFileSync(join(fixtures, 'webhooks', file)),
  })),
  ...readdirSync(join(fixtures, 'records')).flatMap((file) => {
    const resource = file.replace(/-v\d\.json$/, '')
    const bodies = sliceRecords(readFileSync(join(fixtures, 'records', file))) ?? []
    return bodies.map((body): RawEvent => ({
      id: recordEventId('acme', resource, at, body),
      connection: 'acme',
      kind: 'record',
      resource,
      at,
      body,
    }))
  }),
]
const normalized = raws.map((raw) =>
  normalize(source, { ...raw, position: { topic: 'greenhouse.raw', partition: 1, offset: '2' } }),
)
const events = normalized.flatMap((one) => one.events)

function errorsOf(validate: ValidateFunction, value: Json | Message['headers']): string {
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

/** Every `$ref` of a document. */
function pointersIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(pointersIn)
  if (!isObject(value)) return []
  const own = typeof value['$ref'] === 'string' ? [value['$ref']] : []
  return [...own, ...Object.values(value).flatMap(pointersIn)]
}

/** What a JSON pointer leads to. */
function pointed(document: Json | undefined, path: string): Json | undefined {
  const step = (at: Json | undefined, name: string) => (isObject(at) ? at[name] : undefined)
  return path.split('/').slice(1).reduce(step, document)
}

const valueOf = (message: Message) => parseJson(new TextDecoder().decode(message.value)) ?? null

describe('a contract', () => {
  const validators = new Map(resources.map(({ name }) => [name, ajv.compile(made[`${name}.json`] ?? false)] as const))
  const errors = ({ resource }: CanonicalEvent, value: Json) => {
    const validate = validators.get(resource)
    return validate ? errorsOf(validate, value) : 'no contract'
  }

  it('is a JSON Schema that every event of our fixtures obeys', () => {
    expect(events.length).toBeGreaterThan(100)
    const wrong = events.map((event) => `${event.resource} ${event.key} ${errors(event, valueOf(encodeCanonical(event)))}`)
    expect(wrong.filter((said) => !said.endsWith(' '))).toEqual([])
  })

  it('has been tried on removals too', () => {
    const gone = events.filter(({ type }) => type === 'removed')
    expect(new Set(gone.map(({ resource }) => resource)).size).toBeGreaterThan(3)
  })

  it('refuses a cell of another type', () => {
    const [event] = events.filter(({ resource }) => resource === 'offers')
    expect(event && errors(event, { cells: { version: true } })).toMatch(/version must be integer/)
    expect(event && errors(event, { how: 'gone' })).toMatch(/how must be object/)
  })
})

describe('the AsyncAPI document', () => {
  const empty = raws.slice(0, 1).map((raw) => ({ ...raw, body: new TextEncoder().encode('{}') }))
  const problems = empty.flatMap((raw) => normalize(source, raw).problems)

  // The schema brings JSON Schema's own along.
  const options = { strict: false, validateFormats: false, validateSchema: false, meta: false, allErrors: true }
  const validate = new Ajv(options).compile(asyncApiSchemas.schemas['3.0.0'])

  it('is valid', () => {
    expect(errorsOf(validate, asyncApi)).toBe('')
    const channels = Object.values(isObject(asyncApi['channels']) ? asyncApi['channels'] : {})
    expect(channels.map((channel) => isObject(channel) && channel['address'])).toEqual(topics.map(({ name }) => name))
  })

  it('would be found out if it were not', () => {
    expect(errorsOf(validate, { ...asyncApi, channels: [] })).toMatch(/channels must be object/)
  })

  it('points at nothing that is not there', () => {
    const missing = pointersIn(asyncApi).filter((pointer) => {
      const [file = '', path = ''] = pointer.split('#')
      return pointed(file === '' ? asyncApi : made[file.replace('./', '')], path) === undefined
    })
    expect(pointersIn(asyncApi).length).toBeGreaterThan(100)
    expect(missing).toEqual([])
  })

  it('says of each topic how it is made', () => {
    for (const { name, partitions } of topics)
      expect(asyncApi['channels']).toMatchObject({ [name]: { address: name, bindings: { kafka: { topic: name, partitions } } } })
  })

  it('has each resource’s events on its topic', () => {
    for (const { name, domain } of resources)
      expect(asyncApi['channels']).toMatchObject({
        [canonicalTopic(domain)]: { messages: { [`greenhouse.${name}.observed`]: {}, [`greenhouse.${name}.removed`]: {} } },
      })
  })

  it('describes the headers that are written, all of them', () => {
    const written: readonly Message[] = [
      ...raws.map((raw) => encodeRaw({ ...raw, delivery: 'a', traceparent: '00-a-b-01' }, 'key')),
      ...events.map(encodeCanonical),
      ...problems.map((problem: Problem) => encodeProblem(problem, at)),
    ]
    const wrong = written.map(({ headers }) => errorsOf(headersValidator(headers['ce_type'] ?? ''), headers))
    expect(wrong.filter((said) => said !== '')).toEqual([])
    const types = new Set(written.map(({ headers }) => headers['ce_type']))
    for (const type of [
      'greenhouse.raw.webhook',
      'greenhouse.offers.observed',
      'greenhouse.offers.removed',
      'greenhouse.problem',
    ])
      expect(types).toContain(type)
  })

  /** Headers of this type, none but those that the document names. */
  function headersValidator(type: string): ValidateFunction {
    const known = ajv.getSchema(type)
    if (known) return known as ValidateFunction
    const messages = (asyncApi['components'] as JsonObject)['messages'] as JsonObject
    const message = messages[type] as JsonObject | undefined
    if (!message) throw new Error(`the document has no message ${type}`)
    const schema = {
      $id: type,
      ...(message['headers'] as JsonObject),
      components: asyncApi['components'],
      unevaluatedProperties: false,
    }
    return ajv.compile(JSON.parse(JSON.stringify(schema)) as JsonObject)
  }
})
