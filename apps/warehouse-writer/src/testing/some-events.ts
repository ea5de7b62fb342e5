import type { CanonicalEvent } from '@trellis/pipeline'
import fc from 'fast-check'
import { gone, offer } from './canonical-batch.js'

/** The resources that `someEvents` speak of. */
export const SOME = ['applications', 'offers'] as const

const word = fc.record({
  key: fc.constantFrom('1', '2', '3'),
  minute: fc.integer({ min: 1, max: 500 }),
  says: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('Created', 'Accepted', 'Rejected', null) },
    { weight: 1, arbitrary: fc.constant('gone' as const) },
  ),
  kind: fc.constantFrom('record' as const, 'webhook' as const),
  resource: fc.constantFrom(...SOME),
})

/** A log: events of few entities, in any order. A version occurs once. */
export function someEvents(maxLength: number): fc.Arbitrary<readonly CanonicalEvent[]> {
  return fc
    .uniqueArray(word, { minLength: 1, maxLength, selector: ({ minute }) => minute })
    .map((words) =>
      words.map(({ key, minute, says, kind, resource }) =>
        says === 'gone'
          ? { ...gone(key, minute), resource }
          : { ...offer(key, minute, { status: says, candidate_id: minute % 3 }, kind), resource },
      ),
    )
}
