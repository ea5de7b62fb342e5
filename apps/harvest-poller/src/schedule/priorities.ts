/** What takes turns: work of one class waits for its own kind, and cannot starve another (rule R2). */
export type WorkClass = 'backfill' | 'reread' | 'window' | 'sweep' | 'audit'

/** How many rounds of a cycle are led by a class. `turn` names it, and what takes its place where nothing of it is due. */
export interface Priority {
  readonly turn: readonly WorkClass[]
  readonly weight: number
}

/** Once everything was listed: what webhooks mention is in the tables before it is read again, and is read again before the windows. Of 16 rounds. */
export const STEADY: readonly Priority[] = [
  { turn: ['reread'], weight: 10 },
  { turn: ['window'], weight: 4 },
  { turn: ['sweep', 'audit'], weight: 1 },
  { turn: ['audit', 'sweep'], weight: 1 },
]

/** Until then: what was never listed is nowhere. Of 32 rounds. */
export const FIRST_SYNC: readonly Priority[] = [
  { turn: ['backfill'], weight: 28 },
  { turn: ['reread'], weight: 2 },
  { turn: ['window', 'sweep', 'audit'], weight: 1 },
  { turn: ['sweep', 'audit', 'window'], weight: 1 },
]

/**
 * Whose turn a round is: a weighted round-robin whose only state is the round. In each cycle each priority has as many turns as its weight, evenly spread:
 * the nth of them is wanted where the middle of its nth part of the cycle lies.
 */
export function turnAt(priorities: readonly Priority[], round: number): readonly WorkClass[] {
  const cycle = priorities
    .flatMap(({ turn, weight }) => Array.from({ length: weight }, (_, nth) => ({ turn, at: (nth + 0.5) / weight })))
    .toSorted((a, b) => a.at - b.at)
  return cycle[round % cycle.length]?.turn ?? []
}
