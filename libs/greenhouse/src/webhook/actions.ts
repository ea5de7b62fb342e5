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

const KNOWN: ReadonlySet<string> = new Set(ACTIONS)

/** Whether it is one of the events. */
export function isAction(text: string): text is Action {
  return KNOWN.has(text)
}
