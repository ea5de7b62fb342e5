import { isArray, isObject, type Json } from './json.js'

/** Where a value stands: names joined by dots (`source.id`), or a function where names do not say it. Undefined is silence. */
export type Place = string | ((record: Json) => Json | undefined)

/** A compiled place. */
export type Find = (record: Json) => Json | undefined

/** Compiles a place once, so reading a record splits no text. */
export function finder(place: Place): Find {
  if (typeof place === 'function') return place
  const names = place.split('.')
  const [name = place] = names
  if (names.length > 1) return (record) => walk(record, names)
  return (record) => (record === null ? null : member(record, name))
}

/** The value at a path: a null on the way to a field is a null, a missing name is silence. */
export function valueAt(record: Json, path: string): Json | undefined {
  return walk(record, path.split('.'))
}

/** Every value a path leads to, going through lists on the way; nulls and missing names lead nowhere. */
export function everyAt(record: Json, path: string): readonly Json[] {
  return everyFinder(path)(record)
}

/** `everyAt` with its path compiled once. */
export function everyFinder(path: string): (record: Json) => readonly Json[] {
  const names = path.split('.')
  return (record) => {
    const found: Json[] = []
    gather(record, names, 0, found)
    return found
  }
}

function gather(value: Json, names: readonly string[], depth: number, found: Json[]): void {
  const name = names[depth]
  if (name === undefined) {
    found.push(value)
    return
  }
  const inner = member(value, name)
  if (inner === undefined || inner === null) return
  if (!isArray(inner)) gather(inner, names, depth + 1, found)
  else for (const item of inner) if (item !== null) gather(item, names, depth + 1, found)
}

function walk(record: Json, names: readonly string[]): Json | undefined {
  let value: Json = record
  for (const name of names) {
    if (value === null) return null
    const inner = member(value, name)
    if (inner === undefined) return undefined
    value = inner
  }
  return value
}

/** What an object itself has under a name. What all objects have besides are functions, but for one, and no JSON: so one look-up does for nearly all. */
function member(value: Json, name: string): Json | undefined {
  if (!isObject(value)) return undefined
  const found = value[name]
  const isInherited = typeof (found as unknown) === 'function' || (name === '__proto__' && !Object.hasOwn(value, name))
  return isInherited ? undefined : found
}
