import type { Sensitivity } from '../resource/column.js'
import { isObject, type Json } from '../resource/json.js'
import { EXTRA, resourceOf, type Resource, type Source } from '../resource/resource.js'
import type { CanonicalEvent, Cells, Observed } from './event.js'
import type { Normalized } from './normalize.js'

/** The sensitivities of which nothing is kept for a connection (rule P1). */
export type Withheld = ReadonlySet<Sensitivity>

export const NOTHING_WITHHELD: Withheld = new Set()

/** Why a cell was left out: its declared sensitivity, or because no declaration says what it holds. */
export type WithheldAs = Sensitivity | 'undeclared'

/** What was left out of events on one resource. */
export interface WithheldCells {
  readonly resource: string
  readonly as: WithheldAs
  readonly cells: number
}

/** Is the whole collection about something of which nothing is kept? Then it is not asked for, and no event speaks of it. */
export function isWithheld({ sensitivity }: Pick<Resource, 'sensitivity'>, withheld: Withheld): boolean {
  return sensitivity !== undefined && withheld.has(sensitivity)
}

/**
 * Why a cell of the resource may not be kept; undefined where it may. A name that no column has, `_extra` among them, may hold anything: where something is
 * left out, so is that.
 */
export function whyWithheld(of: Resource, name: string, withheld: Withheld): WithheldAs | undefined {
  if (withheld.size === 0) return undefined
  if (of.sensitivity !== undefined && withheld.has(of.sensitivity)) return of.sensitivity
  const column = Object.hasOwn(of.columns, name) ? of.columns[name] : undefined
  if (!column) return 'undeclared'
  return withheld.has(column.sensitivity) ? column.sensitivity : undefined
}

/**
 * The event without the cells that may not be kept; undefined where nothing may be said of its entity. The others stay as they are, so it still
 * says that the entity is there; what it no longer names, it is silent about (it is no null). `note` is given what was left out.
 */
export function withholdCells(
  of: Resource,
  event: CanonicalEvent,
  withheld: Withheld,
  note?: (left: WithheldCells) => void,
): CanonicalEvent | undefined {
  if (withheld.size === 0) return event
  if (isWithheld(of, withheld)) {
    const cells = event.type === 'observed' ? Object.keys(event.cells).length : 0
    note?.({ resource: of.name, as: of.sensitivity ?? 'undeclared', cells })
    return undefined
  }
  return event.type === 'observed' ? withoutCells(of, event, withheld, note) : event
}

function withoutCells(of: Resource, event: Observed, withheld: Withheld, note?: (left: WithheldCells) => void): Observed {
  const kept: [string, Cells[string]][] = []
  let isWhole = true
  for (const [name, value] of Object.entries(event.cells)) {
    const as = saysNothing(name, value) ? undefined : whyWithheld(of, name, withheld)
    if (as === undefined) kept.push([name, value])
    else {
      isWhole = false
      note?.({ resource: of.name, as, cells: 1 })
    }
  }
  return isWhole ? event : { ...event, cells: Object.fromEntries(kept) }
}

/** That a record has no field beside its columns may be said of every record. */
function saysNothing(name: string, value: Json): boolean {
  return name === EXTRA && isObject(value) && Object.keys(value).length === 0
}

/** What a raw event says, without what may not be kept of it. */
export interface WithheldNormalized extends Normalized {
  readonly withheld: readonly WithheldCells[]
}

/**
 * Leaves what may not be kept out of what a raw event says: cells, whole entities, and the problems that were met while reading them. Ids and versions of the
 * rest stay as they are, so what is read again once more may be kept joins what was written before.
 */
export function withhold(source: Source, said: Normalized, withheld: Withheld): WithheldNormalized {
  if (withheld.size === 0) return { ...said, withheld: [] }
  const left: WithheldCells[] = []
  const events = said.events.flatMap((event) => {
    const of = resourceOf(source, event.resource)
    return of ? (withholdCells(of, event, withheld, (one) => left.push(one)) ?? []) : []
  })
  const ids = new Set(events.map(({ id }) => id))
  const mayBeSaid = (resource: string, column?: string): boolean => {
    const of = resourceOf(source, resource)
    if (!of) return true
    return column === undefined ? !isWithheld(of, withheld) : whyWithheld(of, column, withheld) === undefined
  }
  return {
    ...said,
    events,
    subjects: said.subjects.filter((id) => ids.has(id)),
    problems: said.problems.filter(({ resource, column }) => resource === undefined || mayBeSaid(resource, column)),
    unknown: said.unknown.filter((name) => mayBeSaid(resourceIn(name))),
    replaced: said.replaced.filter((name) => mayBeSaid(resourceIn(name), name.slice(name.indexOf('.') + 1))),
    withheld: left,
  }
}

/** Of `resource.name` or `action/resource.name`. */
function resourceIn(name: string): string {
  const [resource = ''] = name.slice(name.indexOf('/') + 1).split('.')
  return resource
}
