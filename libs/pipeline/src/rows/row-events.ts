import type { CanonicalEvent } from '../events/event.js'
import type { Json } from '../resource/json.js'
import type { Row } from './row.js'
import { NEVER, sourceOf, type Version } from '../events/version.js'

/** Whose row it is. */
export interface Entity {
  readonly connection: string
  readonly resource: string
  readonly key: string
}

/**
 * Events that make the row: one per version that its cells have, one for the listing register where no cell has its version any more, and one for
 * the removal. Each has the version and the kind of cause that it first had, so folding them, in any order, with one another or with
 * whatever is on the topics, gives what folding all events gives. Only the action of a webhook is not known any more.
 */
export function eventsOfRow(of: Entity, row: Row): readonly CanonicalEvent[] {
  const said = new Map<Version, Record<string, Json>>()
  if (row.listing !== NEVER) said.set(row.listing, {})
  for (const [name, { value, version }] of Object.entries(row.cells)) {
    const cells = said.get(version) ?? {}
    cells[name] = value
    said.set(version, cells)
  }
  const observed = [...said].map(([version, cells]): CanonicalEvent => {
    const { event, ordinal, kind } = sourceOf(version)
    return { ...of, id: `${event}-${ordinal}`, version, cause: { rawId: event, kind }, type: 'observed', cells }
  })
  if (!row.removal) return observed.length > 0 ? observed : [mentionOnly(of)]
  const { version, how, cause } = row.removal
  const { event, ordinal } = sourceOf(version)
  return [...observed, { ...of, id: `${event}-${ordinal}`, version, cause, type: 'removed', how }]
}

/** Of some entities nothing is known but that an event mentioned them: a row without a cell. Which event did so is not known either. */
function mentionOnly(of: Entity): CanonicalEvent {
  const rawId = '0'.repeat(24)
  return { ...of, id: `${rawId}-0`, version: NEVER, cause: { rawId, kind: 'webhook' }, type: 'observed', cells: {} }
}
