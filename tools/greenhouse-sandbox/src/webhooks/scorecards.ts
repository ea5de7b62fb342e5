import type { JsonRecord } from '../collections/collection.js'
import type { Scorecard } from '../collections/scorecards.js'
import type { Company } from '../company/company.js'

/** scorecard_deleted: its interviewer, when, and how far it was (https://developers.greenhouse.io/webhooks.html). */
export function goneScorecardInWebhook(company: Company, scorecard: Scorecard): JsonRecord {
  return {
    id: scorecard.id,
    candidate_id: company.applications.get(scorecard.application_id)?.candidate_id ?? null,
    interviewed_at: scorecard.interviewed_at,
    created_at: scorecard.created_at,
    updated_at: scorecard.updated_at,
    scorecard_status: scorecard.status,
  }
}
