/** The 29 events that Recruiting webhooks are documented to send (Recruiting webhooks guide). */
export const ACTIONS = [
  'application_updated',
  'candidate_anonymized',
  'candidate_stage_change',
  'delete_application',
  'delete_candidate',
  'department_deleted',
  'hire_candidate',
  'interview_deleted',
  'job_approved',
  'job_created',
  'job_deleted',
  'job_interview_stage_deleted',
  'job_post_created',
  'job_post_deleted',
  'job_post_updated',
  'job_updated',
  'merge_candidate',
  'new_candidate_application',
  'new_prospect_application',
  'offer_approved',
  'offer_created',
  'offer_deleted',
  'offer_updated',
  'office_deleted',
  'reject_candidate',
  'scorecard_deleted',
  'unhire_candidate',
  'unreject_candidate',
  'update_candidate',
] as const
export type Action = (typeof ACTIONS)[number]

/** Those of them that say more of what the others and the listings say as well; the others are what an account is asked to send. */
const FURTHER: ReadonlySet<Action> = new Set([
  'application_updated',
  'candidate_anonymized',
  'job_approved',
  'job_post_created',
  'job_post_updated',
  'new_prospect_application',
  'offer_approved',
  'update_candidate',
])

/** The 21 events that an account is asked to send; the other eight are of use as well. */
export function isAskedFor(action: Action): boolean {
  return !FURTHER.has(action)
}

const KNOWN: ReadonlySet<string> = new Set(ACTIONS)

/** Whether it is one of the events. */
export function isAction(text: string): text is Action {
  return KNOWN.has(text)
}
