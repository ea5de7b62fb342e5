import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { KEPT_EXAMPLES, type RefusalCause } from '@trellis/runtime'
import { RefusalTally, type Refused, type Tally } from './refusal-tally.js'

const HOUR_US = 3_600_000_000
const CONNECTIONS = ['acme', 'globex', '']
const ENDPOINTS = ['', 'hire_candidate']
const CAUSES: readonly RefusalCause[] = ['unauthorized', 'too_large', 'limited']

/** Alike, and so many of them. */
interface Step {
  readonly of: Omit<Refused, 'atUs'>
  readonly times: number
}

const refused: fc.Arbitrary<Omit<Refused, 'atUs'>> = fc.record({
  connection: fc.constantFrom(...CONNECTIONS),
  endpoint: fc.constantFrom(...ENDPOINTS),
  cause: fc.constantFrom(...CAUSES),
  bytes: fc.option(fc.nat()),
  sender: fc.constant(null),
})
/** Some come at once, an hour may pass, and what is taken is written or comes back. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ of: refused, times: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 2, arbitrary: fc.constant('an hour passes' as const) },
    { weight: 1, arbitrary: fc.constantFrom('written' as const, 'not written' as const) },
  ),
  { maxLength: 120 },
)

/** Plays steps; gives everything that was refused, and everything that left the tally for good. */
function play(tally: RefusalTally, played: readonly (string | Step)[], at = { us: 1_800_000_000_000_000 }) {
  const all: Refused[] = []
  const written: Tally[] = []
  for (const step of played) {
    if (typeof step === 'object')
      for (let time = 0; time < step.times; time += 1) {
        at.us += 1_000
        const one = { ...step.of, atUs: at.us }
        all.push(one)
        tally.refused(one)
      }
    else if (step === 'an hour passes') at.us += HOUR_US
    else if (step === 'written') written.push(tally.take())
    else tally.putBack(tally.take())
  }
  return { all, written }
}

const sum = (tallies: readonly Tally[]): number =>
  tallies.flatMap(({ counts }) => counts).reduce((total, { refusals }) => total + refusals, 0)

describe('the tally of what was refused', () => {
  it('loses none, whatever could not be written', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const tally = new RefusalTally()
        const { all, written } = play(tally, played)
        const before = sum(written)
        expect(tally.size).toBe(all.length - before)
        expect(sum([tally.take()])).toBe(all.length - before)
        expect(tally.size).toBe(0)
      }),
    )
  })

  it('is no larger than its connections, causes and URLs, however much comes and however long nothing is written', () => {
    fc.assert(
      fc.property(fc.array(refused, { minLength: 1, maxLength: 6 }), (kinds) => {
        const tally = new RefusalTally()
        const day = kinds.flatMap((of) => ['an hour passes', { of, times: 30 }])
        play(tally, Array.from({ length: 40 }, () => day).flat())
        const { counts, examples } = tally.take()
        const places = new Set(kinds.map(({ connection, cause, endpoint }) => `${connection}/${cause}/${endpoint}`))
        expect(counts.length).toBeLessThanOrEqual(24 * places.size)
        expect(Math.max(...examples.map((each) => each.examples.length))).toBe(KEPT_EXAMPLES)
      }),
      { numRuns: 20 },
    )
  })

  it('shows the newest of each cause', () => {
    fc.assert(
      fc.property(
        steps.map((played) => played.filter((step) => step !== 'written')),
        (played) => {
          const tally = new RefusalTally()
          const { all } = play(tally, played)
          for (const { connection, cause, examples } of tally.take().examples) {
            const alike = all.filter((one) => one.connection === connection && one.cause === cause).map(({ atUs }) => atUs)
            expect(examples.map(({ atUs }) => atUs)).toEqual(alike.slice(-KEPT_EXAMPLES))
          }
        },
      ),
    )
  })
})
