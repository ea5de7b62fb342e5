import { isArray, isObject, type Json, type JsonObject } from '@trellis/pipeline'

/** Keywords that inform a reader and refuse no value. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$id', 'title', 'description', 'version', 'examples', 'deprecated'])

/** What changed between two JSON Schemas that one side's values or readers could not live with; `at` says where. */
export function schemaIncompatibilities(at: string, before: JsonObject, after: JsonObject): readonly string[] {
  const words = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...words].flatMap((word) => wordIncompatibilities(at, word, before[word], after[word]))
}

function wordIncompatibilities(at: string, word: string, before: Json | undefined, after: Json | undefined): readonly string[] {
  if (ANNOTATIONS.has(word) || word.startsWith('x-')) return []
  switch (word) {
    case 'properties':
    case '$defs':
      return namedIncompatibilities(at, before, after)
    case 'required':
      return requiredIncompatibilities(at, before, after)
    case 'type':
      return sameSet(before, after) ? [] : [`${at}: type changed from ${said(before)} to ${said(after)}`]
    case 'oneOf':
      return membersOf(before).flatMap((one) =>
        membersOf(after).includes(one) ? [] : [`${at}: ${one} is no longer one of them`],
      )
    case 'items':
    case 'additionalProperties':
      if (isObject(before) && isObject(after)) return schemaIncompatibilities(`${at}[]`, before, after)
      break
  }
  return canonical(before) === canonical(after) ? [] : [`${at}: ${word} changed from ${said(before)} to ${said(after)}`]
}

function namedIncompatibilities(at: string, before: Json | undefined, after: Json | undefined): readonly string[] {
  if (!isObject(before)) return []
  return Object.entries(before).flatMap(([name, old]) => {
    const now = isObject(after) ? after[name] : undefined
    if (now === undefined) return [`${at}.${name}: removed`]
    if (isObject(old) && isObject(now)) return schemaIncompatibilities(`${at}.${name}`, old, now)
    return canonical(old) === canonical(now) ? [] : [`${at}.${name}: changed`]
  })
}

/** Old events lack what is newly required; a reader counts on what was required before. */
function requiredIncompatibilities(at: string, before: Json | undefined, after: Json | undefined): readonly string[] {
  const [old, now] = [membersOf(before), membersOf(after)]
  return [
    ...now.filter((name) => !old.includes(name)).map((name) => `${at}: ${name} is required now`),
    ...old.filter((name) => !now.includes(name)).map((name) => `${at}: ${name} is no longer required`),
  ]
}

function sameSet(before: Json | undefined, after: Json | undefined): boolean {
  const [old, now] = [membersOf(before), membersOf(after)]
  return old.length === now.length && old.every((one) => now.includes(one))
}

function membersOf(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.map(canonical) : value === undefined ? [] : [canonical(value)]
}

function said(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/** The same text for the same JSON, whatever the order of its names. */
export function canonical(value: Json | undefined): string {
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return said(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
}
