import { resourceNamed } from '@trellis/greenhouse'
import { fitEvent, revisionOf, type CanonicalEvent } from '@trellis/pipeline'
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

function fitted(event: CanonicalEvent, leftOut: LeftOut): CanonicalEvent | undefined {
  const of = resourceNamed(event.resource)
  if (!of) return undefined
  const { event: fit, leftOut: names } = fitEvent(of, event)
  for (const name of names) leftOut.note('unfit', `${of.name}.${name}`)
  return fit
}
