import { isArray, isObject, valueAt, type Json, type JsonObject } from '@trellis/pipeline'
import { canonical, schemaIncompatibilities } from './schema-incompatibilities.js'

/** What changed between two AsyncAPI documents of ours that a reader of the topics could not live with. */
export function topicIncompatibilities(before: JsonObject, after: JsonObject): readonly string[] {
  return [
    ...each(before['channels'], after['channels'], 'topic', channelIncompatibilities),
    ...each(
      valueAt(before, 'components.messages'),
      valueAt(after, 'components.messages'),
      'event type',
      messageIncompatibilities,
    ),
    ...each(valueAt(before, 'components.schemas'), valueAt(after, 'components.schemas'), 'schema', schemaIncompatibilities),
  ]
}

type Compare = (at: string, before: JsonObject, after: JsonObject) => readonly string[]

function each(before: Json | undefined, after: Json | undefined, what: string, compare: Compare): readonly string[] {
  if (!isObject(before)) return []
  return Object.entries(before).flatMap(([name, old]) => {
    const now = isObject(after) ? after[name] : undefined
    if (now === undefined) return [`${what} ${name}: removed`]
    return isObject(old) && isObject(now) ? compare(`${what} ${name}`, old, now) : []
  })
}

function channelIncompatibilities(at: string, before: JsonObject, after: JsonObject): readonly string[] {
  return [
    ...same(at, 'address', before, after),
    ...each(before['messages'], after['messages'], `${at} event type`, () => []),
    // Another number of partitions sends keys to other partitions.
    ...same(at, 'bindings.kafka.partitions', before, after),
    ...sameConfiguration(at, before, after),
  ]
}

function messageIncompatibilities(at: string, before: JsonObject, after: JsonObject): readonly string[] {
  return [
    ...same(at, 'name', before, after),
    ...same(at, 'headers', before, after),
    ...same(at, 'payload', before, after),
    ...same(at, 'bindings.kafka.key', before, after),
  ]
}

/** Policies stay; what is kept may be kept longer, and the largest size may not grow. */
function sameConfiguration(at: string, before: JsonObject, after: JsonObject): readonly string[] {
  const [old, now] = [before, after].map((one) => inside(one, ['bindings', 'kafka', 'topicConfiguration']))
  if (!isObject(old)) return []
  return Object.entries(old).flatMap(([name, was]) => {
    const is = isObject(now) ? now[name] : undefined
    if (name.startsWith('retention.') ? kept(is) >= kept(was) : canonical(was) === canonical(is)) return []
    return [`${at}: ${name} changed from ${canonical(was)} to ${canonical(is)}`]
  })
}

/** -1 is without end. */
function kept(value: Json | undefined): number {
  if (typeof value !== 'number') return 0
  return value < 0 ? Number.POSITIVE_INFINITY : value
}

function same(at: string, path: string, before: JsonObject, after: JsonObject): readonly string[] {
  const [old, now] = [before, after].map((one) => canonical(inside(one, path.split('.'))))
  return old === now ? [] : [`${at}: ${path} changed from ${old} to ${now}`]
}

function inside(value: Json | undefined, names: readonly string[]): Json | undefined {
  return names.reduce<Json | undefined>((inner, name) => (isObject(inner) && !isArray(inner) ? inner[name] : undefined), value)
}
