import { resourceNamed } from '@trellis/greenhouse'
import { fitEvent, revisionOf, type CanonicalEvent } from '@trellis/pipeline'
import { codeOf } from '@trellis/runtime'
import type { Generation } from './generation.js'
import type { LeftOut } from './left-out.js'

/**
 * How events are taken. Trusting, they are written as they are, since a normalizer checked each cell; where Postgres refuses one (`isUnfit`), the
 * transaction begins anew, and careful: each cell is checked once more, and what does not fit is left out.
 */
export type Care = 'trusting' | 'careful'

/** The events that a generation takes: none of an older revision (rule N1), and with care only what its columns can hold (rule N2). */
export function eventsFor(
  { oldestRevision }: Generation,
  events: readonly CanonicalEvent[],
  leftOut: LeftOut,
  care: Care,
): readonly CanonicalEvent[] {
  const current = events.filter(({ version }) => revisionOf(version) >= oldestRevision)
  if (current.length < events.length) leftOut.note('older revision', 'all', events.length - current.length)
  return care === 'trusting' ? current : current.flatMap((event) => fitted(event, leftOut) ?? [])
}

/** Was it the data that Postgres would not take? Values that are none of their type (22), what is too large (54), a row twice in a statement (21). */
export function isUnfit(error: unknown): boolean {
  const code = codeOf(error)
  return code?.length === 5 && ['21', '22', '54'].includes(code.slice(0, 2))
}

function fitted(event: CanonicalEvent, leftOut: LeftOut): CanonicalEvent | undefined {
  const of = resourceNamed(event.resource)
  if (!of) return undefined
  const { event: fit, leftOut: names } = fitEvent(of, event)
  for (const name of names) leftOut.note('unfit', `${of.name}.${name}`)
  return fit
}
