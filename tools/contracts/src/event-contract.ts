import { canonicalTopic } from '@trellis/greenhouse'
import { EXTRA, type JsonObject, type Resource } from '@trellis/pipeline'
import { cellSchema } from './cell-schema.js'

/** The types of event that there are of every resource; the last word of `ce_type`. */
export const EVENT_TYPES = ['observed', 'removed'] as const

/** `ce_type` of a resource's event. */
export function eventType(of: Resource, type: (typeof EVENT_TYPES)[number]): string {
  return `greenhouse.${of.name}.${type}`
}

/** JSON Schema 2020-12 of a resource's canonical events: the values of its messages. Names may be added: readers skip what they do not know. */
export function eventContract(of: Resource): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:trellis:contract:${of.name}`,
    title: of.name,
    description: of.about,
    // Numbered by `versioned`, which knows what is published.
    version: '',
    'x-topic': canonicalTopic(of.domain),
    'x-key': keyRule(of),
    'x-event-types': Object.fromEntries(EVENT_TYPES.map((type) => [type, eventType(of, type)])),
    oneOf: EVENT_TYPES.map((type) => ({ $ref: `#/$defs/${type}` })),
    $defs: { observed: observed(of), removed: REMOVED },
  }
}

/** What a message's key is. */
export function keyRule(of: Resource): string {
  return `<connection>/${of.name}/<id>`
}

function observed(of: Resource): JsonObject {
  const cells = Object.entries(of.columns).map(([name, column]) => [name, cellSchema(column)] as const)
  return {
    title: eventType(of, 'observed'),
    description: 'What a body said of one entity. A name that is not among the cells was not spoken of.',
    type: 'object',
    required: ['cells'],
    properties: { cells: { type: 'object', properties: { ...Object.fromEntries(cells), [EXTRA]: EXTRA_CELL } } },
  }
}

const EXTRA_CELL: JsonObject = {
  type: ['object', 'null'],
  description: 'What Greenhouse lists of the record and no other cell names.',
  'x-sensitivity': 'private',
}

const REMOVED: JsonObject = {
  description: 'The entity went away. It is back when a later event of cause kind `record` shows it.',
  type: 'object',
  required: ['how'],
  properties: {
    how: {
      type: 'object',
      required: ['by'],
      properties: {
        by: { type: 'string', examples: ['webhook', 'cascade', 'merge', 'absence'] },
        into: { type: ['integer', 'string', 'null'], description: 'The survivor of a merge.' },
      },
    },
  },
}
