import type { Random } from '../random.js'
import { APPLICATION_STEPS } from './application-steps.js'
import { CANDIDATE_STEPS } from './candidate-steps.js'
import { COMPANY_STEPS } from './company-steps.js'
import { INTERVIEW_STEPS } from './interview-steps.js'
import { JOB_STEPS } from './job-steps.js'
import { OFFER_STEPS } from './offer-steps.js'
import { SIDE_STEPS } from './side-steps.js'
import type { Step, World } from './step.js'

/**
 * Everything that can happen. All steps are in both sets; `silentCascades: false` narrows what some of them are done to, so
 * listings by `updated_at` windows and webhooks together show every effect on the served collections (those without a filter by
 * `updated_at` are listed whole, and nothing of them is ever removed):
 *
 * - a row goes only where its own webhook names it and nothing that would go with it hangs on it (`isBare`): delete_application
 *   (prospects without details and files), delete_candidate (people without a past, with such applications only, which are named
 *   in deleted_application_ids), delete_job (drafts without a plan), delete_stage (stages not in use yet), delete_department and
 *   delete_office (that no custom field and no permission is limited to), cancel_interview (without interviewers),
 *   delete_scorecard (without ratings and answers), delete_offer (each version has its webhook);
 * - delete_job_post leaves the post, inactive, in either set (https://harvestdocs.greenhouse.io/reference/get_v3-job-posts);
 * - rows that named what is gone name it no more, and their `updated_at` moves; so does it on all that changes hands in
 *   merge_candidates, and on what anonymize empties; names in anonymized_fields that would remove rows are not chosen;
 * - update_candidate adds tags and changes the past, change_permissions and the team in update_job add, unreject empties the
 *   details of the rejection: none of them removes.
 *
 * With silentCascades all of those may remove, everything may be deleted, what hangs on it goes along (`CASCADES`), and what named it
 * changes without a trace, none of which any webhook or window reports (https://developers.greenhouse.io/webhooks.html).
 *
 * All the other steps only add rows or move `updated_at` on each row they touch.
 */
export const STEPS: readonly Step[] = [
  ...APPLICATION_STEPS,
  ...CANDIDATE_STEPS,
  ...OFFER_STEPS,
  ...COMPANY_STEPS,
  ...INTERVIEW_STEPS,
  ...JOB_STEPS,
  ...SIDE_STEPS,
]

const TOTAL_WEIGHT = STEPS.reduce((sum, { weight }) => sum + weight, 0)
const TRIES = 100

/** Lets one thing happen, chosen by chance among what can; answers its name. */
export function takeStep(world: World): string {
  for (let i = 0; i < TRIES; i++) {
    const step = pickStep(world.invention.random)
    if (step.take(world)) return step.name
  }
  throw new Error('nothing can happen in this company')
}

function pickStep(random: Random): Step {
  let rest = random.next() * TOTAL_WEIGHT
  const found = STEPS.find(({ weight }) => (rest -= weight) < 0)
  return found ?? random.pick(STEPS)
}
