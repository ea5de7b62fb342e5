import type { Column, JsonObject } from '@trellis/pipeline'

/** JSON Schema of a cell's value in a canonical event. Null says that Greenhouse has nothing there. */
export function cellSchema(of: Column): JsonObject {
  return {
    ...valueSchema(of),
    ...(of.about !== '' && { description: of.about }),
    'x-sensitivity': of.sensitivity,
    ...(of.isWebhookOnly && { 'x-webhook-only': true }),
    ...(of.isLastReported && { 'x-last-told': true }),
    ...(of.isVolatile && { 'x-volatile': true }),
  }
}

/** Whole numbers beyond 2^53 are their digits in a text. */
const INTEGER: JsonObject = { type: ['integer', 'string', 'null'], pattern: '^-?\\d{1,19}$' }

function valueSchema(of: Column): JsonObject {
  switch (of.sql) {
    case 'bigint':
      return INTEGER
    case 'numeric':
      return { type: ['number', 'string', 'null'], pattern: '^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$' }
    case 'text':
      return { type: ['string', 'null'] }
    case 'boolean':
      return { type: ['boolean', 'null'] }
    case 'date':
      return { type: ['string', 'null'], format: 'date' }
    case 'timestamptz':
      return { type: ['string', 'null'], format: 'date-time' }
    case 'jsonb':
      return jsonSchema(of)
    default:
      return of.sql satisfies never
  }
}

function jsonSchema({ holds }: Column): JsonObject {
  switch (holds) {
    case 'ids':
      return { type: ['array', 'null'], items: { type: ['integer', 'string'] } }
    case 'custom fields':
      return { type: ['object', 'null'] }
    case 'any JSON':
    case 'one value':
      return {}
    default:
      return holds satisfies never
  }
}
