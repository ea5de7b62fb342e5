import type { JsonObject } from '../resource/json.js'
import { memoized } from '../resource/memoized.js'
import type { Resource } from '../resource/resource.js'

/** What a record carries and no column of the resource reads, by its top-level names (rule V6). */
export function unmappedFields(of: Resource, record: JsonObject): JsonObject {
  return Object.fromEntries(unmappedNames(of, record).map((name) => [name, record[name] ?? null]))
}

/** The names of `unmappedFields`. */
export function unmappedNames(of: Resource, record: JsonObject): readonly string[] {
  const known = knownNames(of)
  return Object.keys(record).filter((name) => !known.has(name))
}

const knownNames = memoized(
  (of: Resource): ReadonlySet<string> => new Set([of.key, ...Object.values(of.columns)].flatMap((column) => column.names)),
)
