import { resourceNamed } from '@trellis/greenhouse'
import { ALL_WITHHELD, fitEvent, revisionOf, withholdCells, type CanonicalEvent, type Withheld } from '@trellis/pipeline'
import type { Generation } from './generation.js'
import type { LeftOut } from './left-out.js'

/**
 * How events are checked. `assume-valid`: they are written as they are, since a normalizer checked each cell; where Postgres refuses one (`isRefused`), the
 * transaction begins again with `validate`: each cell is checked once more, and what does not fit is left out.
 */
export type Validation = 'assume-valid' | 'validate'

/** The events that a generation takes: none of an older revision (rule N1), and with `validate` only what its columns can hold (rule N2). */
export function eventsFor(
  { oldestRevision }: Generation,
  events: readonly CanonicalEvent[],
  leftOut: LeftOut,
  validation: Validation,
): readonly CanonicalEvent[] {
  const current = events.filter(({ version }) => revisionOf(version) >= oldestRevision)
  if (current.length < events.length) leftOut.note('older revision', 'all', events.length - current.length)
  return validation === 'assume-valid' ? current : current.flatMap((event) => fitted(event, leftOut) ?? [])
}

/** What may not be kept of each connection in use. */
export type WithheldByConnection = ReadonlyMap<string, Withheld>

/**
 * Events without what may not be kept (rule P1). A normalizer has left it out already; topics still hold for weeks what was appended before a switch was turned
 * off, and a rolled-back generation reads that. Of a connection that is not in use nothing is kept that any switch is about.
 */
export function eventsKept(events: readonly CanonicalEvent[], withheldOf: WithheldByConnection): readonly CanonicalEvent[] {
  return events.flatMap((event) => {
    const withheld = withheldOf.get(event.connection) ?? ALL_WITHHELD
    const of = withheld.size === 0 ? undefined : resourceNamed(event.resource)
    if (!of) return [event]
    return withholdCells(of, event, withheld) ?? []
  })
}

function fitted(event: CanonicalEvent, leftOut: LeftOut): CanonicalEvent | undefined {
  const of = resourceNamed(event.resource)
  if (!of) return undefined
  const { event: fit, leftOut: names } = fitEvent(of, event)
  for (const name of names) leftOut.note('unfit', `${of.name}.${name}`)
  return fit
}
