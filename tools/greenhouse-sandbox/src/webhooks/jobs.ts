import type { JsonRecord } from '../collections/collection.js'
import type { Job } from '../collections/jobs.js'
import type { Company } from '../company/company.js'
import { inSeconds } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'

/** A job in its own events (Recruiting webhooks guide). */
export function jobInWebhook(company: Company, job: Job): JsonRecord {
  return {
    ...general(job),
    ...places(company, job),
    hiring_team: hiringTeam(company, job),
    // An empty set of custom fields on openings is shown as an empty array (Recruiting webhooks guide, custom fields).
    openings: company.openingsByJob.of(job.id).map(({ id, opening_id }) => ({ id, opening_id, custom_fields: [] })),
    custom_fields: customFieldsInWebhook(job.custom_fields),
  }
}

/** A job inside an application. */
export function jobInApplication(company: Company, job: Job): JsonRecord {
  return { ...general(job), ...places(company, job), custom_fields: customFieldsInWebhook(job.custom_fields) }
}

/** new_candidate_application is the one event whose jobs carry a url and the hiring team (Recruiting webhooks guide). */
export function jobInNewApplication(company: Company, job: Job): JsonRecord {
  return {
    ...general(job),
    url: `https://app.greenhouse.io/sdash/${job.id}`,
    ...places(company, job),
    hiring_team: hiringTeam(company, job),
    custom_fields: customFieldsInWebhook(job.custom_fields),
  }
}

/** hire_candidate's `jobs`: fewer keys than elsewhere. */
export function jobInHire(company: Company, job: Job): JsonRecord {
  return {
    id: job.id,
    name: job.name,
    requisition_id: job.requisition_id,
    confidential: job.confidential,
    opened_at: inSeconds(job.opened_at),
    closed_at: inSeconds(job.closed_at),
    ...places(company, job),
    custom_fields: customFieldsInWebhook(job.custom_fields),
  }
}

/** hire_candidate's deprecated `job`, with open_date and close_date (Recruiting webhooks guide). */
export function deprecatedJobInHire(company: Company, job: Job): JsonRecord {
  return {
    id: job.id,
    name: job.name,
    open_date: inSeconds(job.opened_at),
    close_date: inSeconds(job.closed_at),
    requisition_id: job.requisition_id,
    ...places(company, job),
    custom_fields: customFieldsInWebhook(job.custom_fields),
  }
}

function general(job: Job): JsonRecord {
  return {
    id: job.id,
    name: job.name,
    requisition_id: job.requisition_id,
    notes: job.notes,
    confidential: job.confidential,
    job_post_id: job.hidden.job_post_id,
    status: job.status,
    created_by_id: job.hidden.created_by_id,
    created_at: inSeconds(job.created_at),
    opened_at: inSeconds(job.opened_at),
    closed_at: inSeconds(job.closed_at),
  }
}

function places(company: Company, job: Job): JsonRecord {
  const department = company.departments.get(job.department_id)
  const offices = (job.office_ids ?? []).flatMap((id) => company.offices.get(id) ?? [])
  return {
    departments:
      department === undefined ? [] : [{ id: department.id, name: department.name, external_id: department.external_id }],
    offices: offices.map(({ id, name, location, external_id }) => ({ id, name, location, external_id })),
  }
}

function hiringTeam(company: Company, job: Job): JsonRecord {
  const members = (ids: readonly number[]): readonly JsonRecord[] =>
    ids.map((id) => ({ user_id: id, employee_id: company.users.get(id)?.employee_id ?? null }))
  const { hiring_managers, sourcers, recruiters, coordinators } = job.hidden.hiring_team
  return {
    hiring_managers: members(hiring_managers),
    sourcers: members(sourcers),
    recruiters: members(recruiters),
    coordinators: members(coordinators),
  }
}
