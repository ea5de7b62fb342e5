import type { Application } from '../collections/applications.js'
import type { JsonRecord } from '../collections/collection.js'
import type { Job } from '../collections/jobs.js'
import type { Offer } from '../collections/offers.js'
import { prospectDetails } from '../collections/prospect-details.js'
import { prospectPoolStages } from '../collections/prospect-pool-stages.js'
import { prospectPools } from '../collections/prospect-pools.js'
import { rejectionDetails } from '../collections/rejection-details.js'
import { rejectionReasons } from '../collections/rejection-reasons.js'
import { sources } from '../collections/sources.js'
import type { Company } from '../company/company.js'
import { inSeconds } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'
import { deprecatedJobInHire, jobInApplication, jobInHire, jobInNewApplication } from './jobs.js'
import { candidateInWebhook, creditInWebhook, personUrl } from './people.js'
import { currentStage } from './stages.js'

/** Events that carry a whole application. */
export type ApplicationAction =
  | 'new_candidate_application'
  | 'new_prospect_application'
  | 'application_updated'
  | 'candidate_stage_change'
  | 'reject_candidate'
  | 'unreject_candidate'
  | 'unhire_candidate'

/** Three events call a source's name `name`, the others `public_name` (https://developers.greenhouse.io/webhooks.html). */
const SAYS_NAME: readonly ApplicationAction[] = ['new_candidate_application', 'application_updated', 'candidate_stage_change']
const SAYS_PROSPECT_DETAIL: readonly ApplicationAction[] = ['new_candidate_application', 'application_updated']

/** An application with its candidate and jobs, as the event carries it (https://developers.greenhouse.io/webhooks.html). */
export function applicationInWebhook(company: Company, application: Application, action: ApplicationAction): JsonRecord {
  const candidate = company.candidates.row(application.candidate_id)
  const kind = action === 'reject_candidate' || action === 'application_updated' ? KINDS[action] : 'application'
  const writeJob = action === 'new_candidate_application' ? jobInNewApplication : jobInApplication
  return {
    id: application.id,
    rejected_at: inSeconds(application.rejected_at),
    prospect: application.prospect,
    status: application.status === 'in_process' ? 'active' : application.status,
    applied_at: inSeconds(application.created_at),
    last_activity_at: inSeconds(application.last_activity_at),
    url: applicationUrl(application),
    source: source(company, application, SAYS_NAME.includes(action) ? 'name' : 'public_name'),
    credited_to: creditInWebhook(company, application.referrer_id),
    rejection_reason: rejectionReason(company, application),
    rejection_details: rejectionDetailsOf(company, application),
    current_stage: currentStage(company, application),
    ...(SAYS_PROSPECT_DETAIL.includes(action) ? { prospect_detail: prospectDetail(company, application) } : {}),
    custom_fields: customFieldsInWebhook(application.custom_fields),
    candidate: candidateInWebhook(company, candidate, kind),
    jobs: jobsOf(company, application).map((job) => writeJob(company, job)),
  }
}

const KINDS = { reject_candidate: 'reject', application_updated: 'application_updated' } as const

/** The reduced application of hire_candidate, with opening and offer (https://developers.greenhouse.io/webhooks.html). */
export function hireInWebhook(company: Company, application: Application, offer: Offer): JsonRecord {
  const job = company.jobs.row(offer.job_id)
  return {
    id: application.id,
    opening: { opening_id: company.openings.get(offer.opening_id)?.opening_id ?? null, custom_fields: [] },
    credited_to: creditInWebhook(company, application.referrer_id),
    source: source(company, application, 'public_name'),
    url: applicationUrl(application),
    candidate: candidateInWebhook(company, company.candidates.row(application.candidate_id), 'hire'),
    job: deprecatedJobInHire(company, job),
    jobs: [jobInHire(company, job)],
    custom_fields: customFieldsInWebhook(application.custom_fields),
    offer: {
      id: offer.id,
      version: offer.version,
      created_at: inSeconds(offer.created_at),
      sent_at: offer.sent_on,
      resolved_at: inSeconds(offer.resolved_at),
      starts_at: offer.starts_on,
      custom_fields: customFieldsInWebhook(offer.custom_fields),
    },
  }
}

/** delete_application carries flat ids only (https://developers.greenhouse.io/webhooks.html). */
export function goneApplicationInWebhook(company: Company, application: Application): JsonRecord {
  const [details] = company.where(rejectionDetails, 'application_id', application.id)
  return {
    id: application.id,
    candidate_id: application.candidate_id,
    job_id: application.job_id,
    created_at: inSeconds(application.created_at),
    source_id: application.source_id,
    candidate_rejection_reason_id: application.rejection_reason_id,
    rejection_note_id: details?.rejection_note_id ?? null,
    rejected_at: inSeconds(application.rejected_at),
    referrer_id: application.referrer_id,
    prospect: application.prospect,
    rejected_by_user_id: details?.rejected_by_id ?? null,
  }
}

const applicationUrl = ({ id, candidate_id }: Application): string => `${personUrl(candidate_id)}?application_id=${id}`

/** One job for candidates, any number for prospects (https://developers.greenhouse.io/webhooks.html). */
function jobsOf(company: Company, application: Application): readonly Job[] {
  const ids = application.job_id === null ? application.prospective_job_ids : [application.job_id]
  return ids.flatMap((id) => company.jobs.get(id) ?? [])
}

function source(company: Company, application: Application, key: 'name' | 'public_name'): JsonRecord | null {
  const found = company.of(sources).get(application.source_id)
  return found === undefined ? null : { id: found.id, [key]: found.name }
}

function rejectionReason(company: Company, application: Application): JsonRecord | null {
  const reason = company.of(rejectionReasons).get(application.rejection_reason_id)
  return reason === undefined ? null : { id: reason.id, name: reason.name, type: { id: reason.type.id, name: reason.type.name } }
}

/** Null as well where a rejection was taken back and its details say nothing any more. */
function rejectionDetailsOf(company: Company, application: Application): JsonRecord | null {
  const [details] = company.where(rejectionDetails, 'application_id', application.id)
  if (details === undefined || details.rejected_at === null) return null
  return { custom_fields: customFieldsInWebhook(details.question_custom_fields) }
}

function prospectDetail(company: Company, { id }: Application): JsonRecord {
  const [details] = company.where(prospectDetails, 'application_id', id)
  const named = (row: { readonly id: number; readonly name: string | null } | undefined): JsonRecord | null =>
    row === undefined ? null : { id: row.id, name: row.name }
  return {
    prospect_pool: named(company.of(prospectPools).get(details?.pool_id)),
    prospect_stage: named(company.of(prospectPoolStages).get(details?.pool_stage_id)),
    prospect_owner: named(company.users.get(details?.prospect_owner_id)),
  }
}
