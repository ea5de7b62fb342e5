import { canonicalTopic, PROBLEMS_TOPIC, RAW_TOPIC, topics } from '@trellis/greenhouse'
import { KINDS, PROBLEM_CODES, type JsonObject, type Resource } from '@trellis/pipeline'
import { EVENT_TYPES, eventType, keyRule } from './event-contract.js'
import { headerSchemas } from './headers.js'

const BINDING_VERSION = '0.5.0'

/** The AsyncAPI 3 document of every topic; payloads are the contracts beside it. */
export function asyncApi(resources: readonly Resource[]): JsonObject {
  const messages = messagesByTopic(resources)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Trellis',
      version: '',
      description:
        'What Greenhouse Recruiting tells, on Kafka. Values are described by their CloudEvents headers (binary mode). Delivery is at least once; an event ' +
        'speaks of the cells it names only, and of two words on one cell the one with the greater `ce_version` counts. Skip event types, cells ' +
        'and headers that you do not know: they may be added at any time, and nothing is taken away.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map(({ name }) => [name, channel(name, messages.get(name) ?? [])])),
    operations: Object.fromEntries(
      topics.filter(({ name }) => messages.has(name)).map(({ name }) => [`send.${name}`, send(name)]),
    ),
    components: {
      messages: Object.fromEntries([...messages.values()].flat().map(({ name, ...message }) => [name, { name, ...message }])),
      schemas: { ...headerSchemas, Problem: PROBLEM },
    },
  }
}

type Message = JsonObject & { readonly name: string }

function messagesByTopic(resources: readonly Resource[]): ReadonlyMap<string, readonly Message[]> {
  const messages = new Map<string, readonly Message[]>([
    [RAW_TOPIC, KINDS.map(rawMessage)],
    [PROBLEMS_TOPIC, [problemMessage]],
  ])
  for (const of of resources) {
    const topic = canonicalTopic(of.domain)
    messages.set(topic, [...(messages.get(topic) ?? []), ...EVENT_TYPES.map((type) => canonicalMessage(of, type))])
  }
  return messages
}

function channel(topic: string, messages: readonly Message[]): JsonObject {
  const { partitions = 1, config = {} } = topics.find(({ name }) => name === topic) ?? {}
  return {
    address: topic,
    description: ABOUT[topic] ?? 'Canonical events. All events of one entity are on one partition.',
    messages: Object.fromEntries(messages.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: { kafka: { topic, partitions, topicConfiguration: configuration(config), bindingVersion: BINDING_VERSION } },
  }
}

const ABOUT: Readonly<Record<string, string>> = {
  [RAW_TOPIC]: 'Every body exactly as Greenhouse sent it. The one truth: nothing here goes by itself.',
  [PROBLEMS_TOPIC]: 'What could not be read: codes, ids and names, never a value.',
}

/** The settings that the binding knows. */
function configuration(config: Readonly<Record<string, string>>): JsonObject {
  const numbers = ['retention.ms', 'retention.bytes', 'max.message.bytes'].filter((name) => config[name] !== undefined)
  return {
    'cleanup.policy': (config['cleanup.policy'] ?? 'delete').split(','),
    ...Object.fromEntries(numbers.map((name) => [name, Number(config[name])])),
  }
}

function send(topic: string): JsonObject {
  return { action: 'send', channel: { $ref: `#/channels/${topic}` } }
}

function rawMessage(kind: (typeof KINDS)[number]): Message {
  const name = `greenhouse.raw.${kind}`
  return {
    name,
    summary: `A ${kind} as it came, byte for byte.`,
    headers: headersOf('RawHeaders', { ce_type: name }),
    payload: {},
    bindings: keyed('Unique per event: compaction only ever carries out an erasure.'),
  }
}

function canonicalMessage(of: Resource, type: (typeof EVENT_TYPES)[number]): Message {
  const name = eventType(of, type)
  return {
    name,
    summary: of.about,
    headers: headersOf('CanonicalHeaders', { ce_type: name, ce_resource: of.name }),
    payload: { $ref: `./${of.name}.json#/$defs/${type}` },
    bindings: keyed(keyRule(of)),
  }
}

const problemMessage: Message = {
  name: 'greenhouse.problem',
  summary: 'A body, or a part of one, that could not be read.',
  headers: headersOf('ProblemHeaders', { ce_type: 'greenhouse.problem' }),
  payload: { $ref: '#/components/schemas/Problem' },
  bindings: keyed('<connection>/<raw event>'),
}

const PROBLEM: JsonObject = {
  type: 'object',
  required: ['code'],
  properties: {
    code: { type: 'string', examples: PROBLEM_CODES },
    resource: { type: 'string' },
    key: { type: 'string' },
    column: { type: 'string' },
  },
}

function headersOf(schema: string, fixed: Readonly<Record<string, string>>): JsonObject {
  const properties = Object.entries(fixed).map(([name, value]) => [name, { const: value }] as const)
  return { allOf: [{ $ref: `#/components/schemas/${schema}` }, { type: 'object', properties: Object.fromEntries(properties) }] }
}

function keyed(description: string): JsonObject {
  return { kafka: { key: { type: 'string', description }, bindingVersion: BINDING_VERSION } }
}
