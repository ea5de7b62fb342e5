import type { JsonRecord } from '../collections/collection.js'
import { jobHiringManagers } from '../collections/job-hiring-managers.js'
import { type JobOwner, jobOwners } from '../collections/job-owners.js'
import { jobPosts } from '../collections/job-posts.js'
import type { Job } from '../collections/jobs.js'
import { openings } from '../collections/openings.js'
import type { Company } from '../company/company.js'
import { inSeconds } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'

/** A job in its own events (https://developers.greenhouse.io/webhooks.html). */
export function jobInWebhook(company: Company, job: Job): JsonRecord {
  return {
    ...general(company, job),
    ...places(company, job),
    hiring_team: hiringTeam(company, job),
    // An empty set of custom fields on openings is shown as an empty array (https://developers.greenhouse.io/webhooks.html).
    openings: company.where(openings, 'job_id', job.id).map(({ id, opening_id }) => ({ id, opening_id, custom_fields: [] })),
    custom_fields: customFieldsInWebhook(job.custom_fields),
  }
}

/** A job inside an application. */
export function jobInApplication(company: Company, job: Job): JsonRecord {
  return { ...general(company, job), ...places(company, job), custom_fields: customFieldsInWebhook(job.custom_fields) }
}

/**
 * new_candidate_application is the one event whose jobs carry a url and the hiring team
 * (https://developers.greenhouse.io/webhooks.html).
 */
export function jobInNewApplication(company: Company, job: Job): JsonRecord {
  return {
    ...general(company, job),
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

/** hire_candidate's deprecated `job`, with open_date and close_date (https://developers.greenhouse.io/webhooks.html). */
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

function general(company: Company, job: Job): JsonRecord {
  return {
    id: job.id,
    name: job.name,
    requisition_id: job.requisition_id,
    notes: job.notes,
    confidential: job.confidential,
    job_post_id: company.where(jobPosts, 'job_id', job.id).find(({ active }) => active)?.id ?? null,
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
  const members = (rows: readonly { readonly user_id: number }[]): readonly JsonRecord[] =>
    rows.map(({ user_id }) => ({ user_id, employee_id: company.users.get(user_id)?.employee_id ?? null }))
  const owners = (type: JobOwner['type']): readonly JsonRecord[] =>
    members(company.where(jobOwners, 'job_id', job.id).filter((owner) => owner.type === type))
  return {
    hiring_managers: members(company.where(jobHiringManagers, 'job_id', job.id)),
    sourcers: owners('sourcer'),
    recruiters: owners('recruiter'),
    coordinators: owners('coordinator'),
  }
}
