import { UNREADABLE } from '../resource/column.js'
import type { Removal } from '../resource/claim.js'
import type { CanonicalEvent } from './event.js'
import { cleanJson, cleanText, isObject, type Json } from '../resource/json.js'
import { EXTRA, type Resource } from '../resource/resource.js'

/** An event as the tables can hold it; undefined where they cannot hold its row at all. */
interface FittedEvent {
  readonly event: CanonicalEvent | undefined
  /** Names of the cells that were left out; `id` or `connection_id` where it is the row itself. */
  readonly leftOut: readonly string[]
}

/**
 * Leaves out what a normalizer never writes and a column cannot hold, such as 'abc' for a bigint: anybody may append to a topic (rule N2).
 * What a normalizer wrote stays as it is.
 */
export function fitEvent(of: Resource, event: CanonicalEvent): FittedEvent {
  if (!isPlain(event.connection)) return { event: undefined, leftOut: ['connection_id'] }
  if (!isPlain(event.key) || String(of.key.read(event.key)) !== event.key) return { event: undefined, leftOut: ['id'] }
  const { rawId, kind, action, position } = event.cause
  const cause = {
    rawId: cleanText(rawId),
    kind,
    ...(action !== undefined && { action: cleanText(action) }),
    ...(position && { position }),
  }
  if (event.type === 'removed') {
    const how = cleanJson(event.how)
    return isRemoval(how) ? { event: { ...event, cause, how }, leftOut: [] } : { event: undefined, leftOut: ['id'] }
  }
  const cells: Record<string, Json> = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(event.cells)) {
    const fitted = fit(of, name, value)
    if (fitted === UNREADABLE) leftOut.push(name)
    else cells[name] = fitted
  }
  return { event: { ...event, cause, cells }, leftOut }
}

/** A key longer than this is none of Greenhouse's, and more than an index takes. */
const LONGEST_KEY = 500

function isPlain(text: string): boolean {
  return text.length <= LONGEST_KEY && cleanText(text) === text
}

function isRemoval(how: Json | undefined): how is Json & Removal {
  return isObject(how) && typeof how['by'] === 'string'
}

function fit(of: Resource, name: string, value: Json): Json | typeof UNREADABLE {
  if (value === null) return null
  if (name === EXTRA) return isObject(value) ? (cleanJson(value) ?? UNREADABLE) : UNREADABLE
  const column = Object.hasOwn(of.columns, name) ? of.columns[name] : undefined
  return column ? column.read(value) : value
}
