import type { Application } from '../collections/applications.js'
import type { Candidate } from '../collections/candidates.js'
import { jobPosts } from '../collections/job-posts.js'
import type { Job } from '../collections/jobs.js'
import { prospectDetails } from '../collections/prospect-details.js'
import { prospectPoolStages } from '../collections/prospect-pool-stages.js'
import { prospectPools } from '../collections/prospect-pools.js'
import { referrers } from '../collections/referrers.js'
import { sources } from '../collections/sources.js'
import type { Company } from '../company/company.js'
import { inventFieldValues, withOneFieldChanged } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { instant, wholeSecond } from '../instants.js'
import { touchCandidate } from './candidates.js'
import { answerDemographics } from './demographics.js'
import { planInterviews } from './interviews.js'
import { addAttachment, addNote } from './notes.js'

/** Which application is being made: the person's and, for an exceptional id, the id. */
interface Applying {
  readonly candidate: Candidate
  readonly id?: number
}

/** An application for a job: a row per stage of the job, the first one entered. */
export function apply(company: Company, invention: Invention, applying: Applying, job: Job, at: number): Application {
  const application = insert(company, invention, applying, at, {
    job_id: job.id,
    job_post_id:
      invention.random.pickOrNull(
        company.where(jobPosts, 'job_id', job.id).filter(({ active }) => active),
        0.3,
      )?.id ?? null,
  })
  const stages = company.stagesOf(job.id).filter(({ active }) => active)
  const rows = stages.map((stage, index) =>
    company.applicationStages.insert(
      {
        id: company.applicationStages.newId(invention.random),
        created_at: wholeSecond(at),
        updated_at: instant(at),
        application_id: application.id,
        job_interview_stage_id: stage.id,
        entered_at: index === 0 ? instant(at) : null,
        exited_at: null,
        current: index === 0,
      },
      at,
    ),
  )
  touchCandidate(company, applying.candidate.id, at)
  answerDemographics(company, invention, application, at)
  addFiles(company, invention, application, at)
  if (stages[0] !== undefined) planInterviews(company, invention, application, stages[0].id, at)
  return company.applications.change(
    application.id,
    { stage_id: rows[0]?.id ?? null, stage_name: stages[0]?.name ?? null, job_interview_stage_id: stages[0]?.id ?? null },
    at,
  )
}

/** A prospect: no stage, and none, one or several jobs in view. */
export function addProspect(
  company: Company,
  invention: Invention,
  applying: Applying,
  jobs: readonly Job[],
  at: number,
): Application {
  const { random } = invention
  const application = insert(company, invention, applying, at, {
    prospect: true,
    prospective_job_ids: jobs.map(({ id }) => id),
  })
  if (random.chance(0.7)) {
    const pool = random.pickOrNull(company.all(prospectPools), 0.3)
    const stages = pool === null ? [] : company.where(prospectPoolStages, 'prospect_pool_id', pool.id)
    company.add(prospectDetails, random, at, {
      application_id: application.id,
      pool_id: pool?.id ?? null,
      pool_stage_id: random.pickOrNull(stages, 0.2)?.id ?? null,
      prospect_owner_id: random.pickOrNull(company.staff(), 0.4)?.id ?? null,
      department_id: random.chance(0.6) ? null : (company.departments.any(random)?.id ?? null),
      office_id: random.chance(0.7) ? null : (company.offices.any(random)?.id ?? null),
    })
    addFiles(company, invention, application, at)
  }
  touchCandidate(company, applying.candidate.id, at)
  return application
}

/** Details of the application change: where it came from, custom fields, answers, the place. */
export function updateApplication(company: Company, invention: Invention, application: Application, at: number): Application {
  const { random } = invention
  const inventChange = (): Partial<Application> => {
    switch (random.int(0, 3)) {
      case 0:
        return {
          source_id: random.pickOrNull(company.all(sources), 0.1)?.id ?? null,
          referrer_id: random.pickOrNull(company.all(referrers), 0.5)?.id ?? null,
        }
      case 1:
        return { location_address: random.chance(0.2) ? null : invention.faker.location.city() }
      case 2:
        return { needs_decision: random.pick([true, false, null]) }
      default:
        return { custom_fields: withOneFieldChanged(invention, 'application', application.custom_fields, company.staff()) }
    }
  }
  return changeApplication(company, application, inventChange(), at)
}

/** Changes an application; its last_activity_at, and its candidate's, move with it. */
export function changeApplication(
  company: Company,
  application: Application,
  patch: Partial<Application>,
  at: number,
): Application {
  touchCandidate(company, application.candidate_id, at)
  return company.applications.change(application.id, { ...patch, last_activity_at: instant(at) }, at)
}

/** Files that came with the application, and a first line in the feed. */
function addFiles(company: Company, invention: Invention, application: Application, at: number): void {
  const { random } = invention
  for (let count = random.int(0, 2); count > 0; count--) addAttachment(company, invention, application, at)
  if (!random.chance(0.5)) return
  addNote(company, invention, { candidate_id: application.candidate_id, application_id: application.id }, at)
}

function insert(
  company: Company,
  invention: Invention,
  applying: Applying,
  at: number,
  given: Partial<Application>,
): Application {
  const { random } = invention
  const { candidate } = applying
  const questions = ['Why us?', 'Are you allowed to work here?', 'How did you hear of us? <b>be honest</b>']
  return company.applications.insert(
    {
      id: applying.id ?? company.applications.newId(random),
      created_at: wholeSecond(at),
      updated_at: instant(at),
      agency_note_id: random.chance(0.97)
        ? null
        : addNote(company, invention, { candidate_id: candidate.id, application_id: null }, at, 'NOTE').id,
      candidate_id: candidate.id,
      coordinator_id: candidate.hidden.coordinator_id,
      job_id: null,
      job_post_id: null,
      recruiter_id: candidate.hidden.recruiter_id,
      referrer_id: random.pickOrNull(company.all(referrers), 0.7)?.id ?? null,
      source_id: random.pickOrNull(company.all(sources), 0.1)?.id ?? null,
      stage_id: null,
      stage_name: null,
      job_interview_stage_id: null,
      status: 'in_process',
      needs_decision: random.pick([true, false, null]),
      prospect: false,
      rejected_at: null,
      rejection_reason_id: null,
      last_activity_at: instant(at),
      location_address: random.chance(0.5) ? null : `${invention.faker.location.city()}, ${invention.faker.location.country()}`,
      answers: random.chance(0.1)
        ? null
        : random
            .some(questions, random.int(0, 3))
            .map((question) => ({ question, answer: random.chance(0.2) ? null : invention.text() })),
      prospective_job_ids: [],
      custom_fields: inventFieldValues(invention, 'application', company.staff()),
      ...given,
    },
    at,
  )
}
