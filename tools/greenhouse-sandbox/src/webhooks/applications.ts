import type { Application } from '../collections/applications.js'
import type { JsonRecord } from '../collections/collection.js'
import type { Job } from '../collections/jobs.js'
import type { Offer } from '../collections/offers.js'
import type { Company } from '../company/company.js'
import { inSeconds } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'
import { deprecatedJobInHire, jobInApplication, jobInHire, jobInNewApplication } from './jobs.js'
import { candidateInWebhook, creditInWebhook, personUrl, userInWebhook } from './people.js'

/** Events that carry a whole application. */
export type ApplicationAction =
  | 'new_candidate_application'
  | 'new_prospect_application'
  | 'application_updated'
  | 'candidate_stage_change'
  | 'reject_candidate'
  | 'unreject_candidate'
  | 'unhire_candidate'

/** Three events call a source's name `name`, the others `public_name` (Recruiting webhooks guide). */
const SAYS_NAME: readonly ApplicationAction[] = ['new_candidate_application', 'application_updated', 'candidate_stage_change']
const SAYS_PROSPECT_DETAIL: readonly ApplicationAction[] = ['new_candidate_application', 'application_updated']

/** An application with its candidate and jobs, as the event carries it (Recruiting webhooks guide). */
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
    rejection_details:
      application.hidden.rejection_details === null
        ? null
        : { custom_fields: customFieldsInWebhook(application.hidden.rejection_details) },
    current_stage: currentStage(company, application),
    ...(SAYS_PROSPECT_DETAIL.includes(action) ? { prospect_detail: prospectDetail(company, application) } : {}),
    custom_fields: customFieldsInWebhook(application.custom_fields),
    candidate: candidateInWebhook(company, candidate, kind),
    jobs: jobsOf(company, application).map((job) => writeJob(company, job)),
  }
}

const KINDS = { reject_candidate: 'reject', application_updated: 'application_updated' } as const

/** The reduced application of hire_candidate, with opening and offer (Recruiting webhooks guide). */
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

/** delete_application carries flat ids only (Recruiting webhooks guide). */
export function goneApplicationInWebhook(application: Application): JsonRecord {
  return {
    id: application.id,
    candidate_id: application.candidate_id,
    job_id: application.job_id,
    created_at: inSeconds(application.created_at),
    source_id: application.source_id,
    candidate_rejection_reason_id: application.rejection_reason_id,
    rejection_note_id: application.hidden.rejection_note_id,
    rejected_at: inSeconds(application.rejected_at),
    referrer_id: application.referrer_id,
    prospect: application.prospect,
    rejected_by_user_id: application.hidden.rejected_by_user_id,
  }
}

const applicationUrl = ({ id, candidate_id }: Application): string => `${personUrl(candidate_id)}?application_id=${id}`

/** One job for candidates, any number for prospects (Recruiting webhooks guide). */
function jobsOf(company: Company, application: Application): readonly Job[] {
  const ids = application.job_id === null ? application.prospective_job_ids : [application.job_id]
  return ids.flatMap((id) => company.jobs.get(id) ?? [])
}

function source(company: Company, application: Application, key: 'name' | 'public_name'): JsonRecord | null {
  const found = company.sources.find(({ id }) => id === application.source_id)
  return found === undefined ? null : { id: found.id, [key]: found.name }
}

function rejectionReason(company: Company, application: Application): JsonRecord | null {
  const reason = company.rejectionReasons.find(({ id }) => id === application.rejection_reason_id)
  return reason === undefined ? null : { id: reason.id, name: reason.name, type: { id: reason.type.id, name: reason.type.name } }
}

function prospectDetail(company: Company, { hidden }: Application): JsonRecord {
  const owner = company.users.get(hidden.prospect_owner_id)
  return {
    prospect_pool: hidden.prospect_pool,
    prospect_stage: hidden.prospect_stage,
    prospect_owner: owner === undefined ? null : { id: owner.id, name: owner.name },
  }
}

function currentStage(company: Company, application: Application): JsonRecord | null {
  const stage = company.jobInterviewStages.get(application.job_interview_stage_id)
  if (stage === undefined) return null
  const guide = `application_id=${application.id}`
  return {
    id: stage.id,
    name: stage.name,
    interviews: stage.interviews.map(({ id, name, kit, interviewer_ids }) => ({
      id,
      name,
      status: 'to_be_scheduled',
      interview_kit: {
        url: `https://app.greenhouse.io/guides/${kit.id}/people/${application.candidate_id}?${guide}`,
        content: kit.content,
        questions: kit.questions,
      },
      interviewers: interviewer_ids.flatMap((userId) => {
        const user = userInWebhook(company, userId)
        return user === null ? [] : [{ id: user.id, display_name: user.name, status: 'tentative' }]
      }),
    })),
  }
}
