import type { Instant } from '@trellis/pipeline'
import type { Suspect } from '@trellis/runtime'

/** What one listing answered to a lookup: which entities it has shown, and whether the canary was among them. */
export interface LookupAnswer {
  readonly type: 'answered'
  readonly listing: string
  readonly requestedAt: Instant
  readonly shown: readonly string[]
  /** Undefined where the listing shows nothing that could be asked for beside them. */
  readonly canary: { readonly key: string; readonly isShown: boolean } | undefined
}

/** What an answer that did not show a suspect is worth (rule E2). */
type Assessment = 'nothing' | 'first' | 'proven'

/**
 * Assesses the answers of all listings of a resource that did not show a suspect. A missing canary voids the lookup: the server that answered sees
 * nothing, or lags behind. A listing that shows nothing at all needs one of another listing; where there is none, a person must have confirmed that
 * everything went. Proof takes two lookups at least overlap (microseconds) apart, or one where a delivered webhook explains it: the parent's removal, for
 * one (rules E4, E5).
 */
export function assessAnswer(
  suspect: Suspect,
  answers: readonly LookupAnswer[],
  { overlap, isExplained }: { readonly overlap: number; readonly isExplained: boolean },
): Assessment {
  const canaries = answers.flatMap(({ canary }) => canary ?? [])
  if (answers.length === 0 || canaries.some(({ isShown }) => !isShown)) return 'nothing'
  if (canaries.length === 0 && !suspect.isConfirmed) return 'nothing'
  if (suspect.why === 'cascade' && isExplained) return 'proven'
  const { firstMissingAt } = suspect
  return firstMissingAt !== undefined && askedAt(answers) - firstMissingAt >= overlap ? 'proven' : 'first'
}

/** When a lookup went out: its first request, which is the older knowledge. */
export function askedAt(answers: readonly LookupAnswer[]): Instant {
  return Math.min(...answers.map(({ requestedAt }) => requestedAt)) as Instant
}
