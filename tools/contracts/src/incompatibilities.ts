import { isObject, type Json, type JsonObject } from '@trellis/pipeline'
import { topicIncompatibilities } from './topic-incompatibilities.js'
import { schemaIncompatibilities } from './schema-incompatibilities.js'
import { ASYNCAPI_FILE, type Contracts } from './contract.js'

/**
 * What in `after` a reader of `before` could not live with, or a reader of `after` with events of `before`: one sentence each, none where the
 * change is compatible both ways. Names may be added; nothing may be taken away, narrowed, widened, moved or keyed otherwise.
 */
export function incompatibilities(before: Contracts, after: Contracts): readonly string[] {
  return Object.entries(before).flatMap(([file, old]) => {
    const now = after[file]
    if (!now) return [`${file}: removed`]
    return file === ASYNCAPI_FILE ? topicIncompatibilities(old, now) : eventIncompatibilities(file, old, now)
  })
}

function eventIncompatibilities(file: string, before: JsonObject, after: JsonObject): readonly string[] {
  return [
    ...changed(file, 'topic', before['x-topic'], after['x-topic']),
    ...changed(file, 'key rule', before['x-key'], after['x-key']),
    ...eventTypes(file, before['x-event-types'], after['x-event-types']),
    ...schemaIncompatibilities(file, before, after),
  ]
}

function changed(file: string, what: string, before: Json | undefined, after: Json | undefined): readonly string[] {
  return before === after ? [] : [`${file}: ${what} changed from ${JSON.stringify(before)} to ${JSON.stringify(after)}`]
}

function eventTypes(file: string, before: Json | undefined, after: Json | undefined): readonly string[] {
  if (!isObject(before)) return []
  return Object.entries(before).flatMap(([type, name]) =>
    isObject(after) && after[type] === name ? [] : [`${file}: event type ${JSON.stringify(name)} removed`],
  )
}
