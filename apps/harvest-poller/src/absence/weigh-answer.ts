import type { Instant } from '@trellis/pipeline'
import type { Suspect } from '@trellis/runtime'

/** What one listing said to a question: whom it has shown, and whether the entity was among them that it must show. */
export interface AnsweredQuestion {
  readonly type: 'answered'
  readonly listing: string
  readonly requestedAt: Instant
  readonly shown: readonly string[]
  /** Undefined where the listing shows nothing that could be asked for beside them. */
  readonly control: { readonly key: string; readonly isShown: boolean } | undefined
}

/** What an answer that did not show a suspect is worth (rule E2). */
export type Weight = 'nothing' | 'first' | 'proof'

/**
 * Weighs the answers of all listings of a resource that did not show a suspect. A control that is missing spoils the question: whoever answered sees
 * nothing, or lags behind. A listing that shows nothing at all needs one of another listing; where there is none, a person must have confirmed that
 * everything went. Proof takes two questions at least overlap (microseconds) apart, or one where a delivered word explains it: the parent's removal, for
 * one (rules E4, E5).
 */
export function weighAnswer(
  suspect: Suspect,
  answers: readonly AnsweredQuestion[],
  { overlap, isExplained }: { readonly overlap: number; readonly isExplained: boolean },
): Weight {
  const controls = answers.flatMap(({ control }) => control ?? [])
  if (answers.length === 0 || controls.some(({ isShown }) => !isShown)) return 'nothing'
  if (controls.length === 0 && !suspect.isConfirmed) return 'nothing'
  if (suspect.why === 'cascade' && isExplained) return 'proof'
  const { firstMissingAt } = suspect
  return firstMissingAt !== undefined && askedAt(answers) - firstMissingAt >= overlap ? 'proof' : 'first'
}

/** When a question went out: its first request, which is the older knowledge. */
export function askedAt(answers: readonly AnsweredQuestion[]): Instant {
  return Math.min(...answers.map(({ requestedAt }) => requestedAt)) as Instant
}
