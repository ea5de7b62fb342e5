import type { Random } from '../random.js'
import { APPLICATION_STEPS } from './application-steps.js'
import { CANDIDATE_STEPS } from './candidate-steps.js'
import { COMPANY_STEPS } from './company-steps.js'
import { OFFER_STEPS } from './offer-steps.js'
import type { Step, World } from './step.js'

/**
 * Everything that can happen. All steps are in both sets; `silentCascades: false` narrows what some of them are done to, so that
 * listings by `updated_at` windows and webhooks together show every effect on the served collections:
 *
 * - delete_application: only applications without stage rows and offers (prospects), as webhooks name neither;
 * - delete_candidate: only people all of whose applications are such; these are named in deleted_application_ids;
 * - delete_job: only jobs that no application, prospect or copied job names (the job's stages and openings go untold;
 *   neither is served here);
 * - merge_candidates: moved applications and offers move their `updated_at`, and so does a linked user;
 * - anonymize: emptied applications move their `updated_at`; deleted offers each have their webhook in either set;
 * - delete_department, delete_office: children that move up, jobs and users that named it move their `updated_at`.
 *
 * With silentCascades those move nothing, and everything may be deleted: an application takes its offers and stage rows along, a
 * person the applications, a job its applications, none of which any webhook or window tells (Recruiting webhooks guide).
 *
 * All the other steps move `updated_at` on each row they touch: create_candidate, update_candidate, apply, new_prospect,
 * convert_prospect, update_application, move_stage, reject, unreject, create_offer, new_offer_version, amend_offer,
 * approve_offer (which changes nothing), delete_offer (each version has its webhook), hire, unhire, create_job, update_job,
 * close_job, approve_job (changes nothing), create_user, change_user, create_department, rename_department, create_office,
 * rename_office.
 */
export const STEPS: readonly Step[] = [...APPLICATION_STEPS, ...CANDIDATE_STEPS, ...OFFER_STEPS, ...COMPANY_STEPS]

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
