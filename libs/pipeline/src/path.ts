import { isArray, isObject, type Json } from './json.js'

/** Where a value stands: names joined by dots (`source.id`), or a function where names do not say it. Undefined is silence. */
export type Place = string | ((record: Json) => Json | undefined)

/** A compiled place. */
export type Find = (record: Json) => Json | undefined

/** Compiles a place once, so that reading a record splits no text. */
export function finder(place: Place): Find {
  if (typeof place === 'function') return place
  const names = place.split('.')
  return (record) => walk(record, names)
}

/** The value at a path: a null on the way to a field is a null, a missing name is silence. */
export function valueAt(record: Json, path: string): Json | undefined {
  return walk(record, path.split('.'))
}

/** Every value a path leads to, going through lists on the way; nulls and missing names lead nowhere. */
export function everyAt(record: Json, path: string): readonly Json[] {
  let found: readonly Json[] = [record]
  for (const name of path.split('.')) {
    found = found.flatMap((value) => {
      const inner = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
      if (inner === undefined || inner === null) return []
      return isArray(inner) ? inner.filter((item) => item !== null) : [inner]
    })
  }
  return found
}

function walk(record: Json, names: readonly string[]): Json | undefined {
  let value: Json = record
  for (const name of names) {
    if (value === null) return null
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name] as Json
  }
  return value
}
