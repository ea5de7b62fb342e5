import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromFile, Parser } from '@asyncapi/parser'
import { describe, expect, it } from '@jest/globals'
import { canonicalTopic, recordEventId, resources, sliceRecords, source, topics } from '@trellis/greenhouse'
import {
  encodeCanonical,
  encodeProblem,
  encodeRaw,
  instantOfMs,
  normalize,
  parseJson,
  type CanonicalEvent,
  type Json,
  type JsonObject,
  type Message,
  type Problem,
  type RawEvent,
} from '@trellis/pipeline'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
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
  const file = join(docsFolder, 'contracts', ASYNCAPI_FILE)
  const empty = raws.slice(0, 1).map((raw) => ({ ...raw, body: new TextEncoder().encode('{}') }))
  const problems = empty.flatMap((raw) => normalize(source, raw).problems)

  it('is valid, with all that it points at', async () => {
    const { document, diagnostics } = await fromFile(new Parser(), file).parse()
    // That there is a newer AsyncAPI is the only thing that it may say.
    expect(diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version')).toEqual([])
    expect(
      document
        ?.channels()
        .all()
        .map((channel) => channel.address())
        .toSorted(),
    ).toEqual(topics.map(({ name }) => name).toSorted())
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
