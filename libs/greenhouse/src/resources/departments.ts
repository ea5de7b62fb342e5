import { everyAt, int, mentioned, removed, resource, text, timestamp, type Json } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.jobs.departments')
const inJob = mentioned('payload.job.departments')

/** A department of the company; departments form a tree. */
export const departments = resource({
  name: 'departments',
  domain: 'organization',
  about: 'A department of the company; departments form a tree.',
  key: int('id'),
  harvest: { path: 'departments', permission: 'Departments', since: 'updated_at', cadence: 'settings' },
  webhooks: {
    // Those below it hang elsewhere or go as well: it is not documented which, so they are only mentioned (rule E6).
    department_deleted: [removed('payload.department'), mentioned(childrenIn)],
    job_created: inJob,
    job_updated: inJob,
    job_approved: inJob,
    new_candidate_application: inApplication,
    new_prospect_application: inApplication,
    application_updated: inApplication,
    candidate_stage_change: inApplication,
    reject_candidate: inApplication,
    unreject_candidate: inApplication,
    unhire_candidate: inApplication,
    hire_candidate: [mentioned('payload.application.job.departments'), inApplication],
  },
  columns: {
    name: text('name').describe('Its name.'),
    parent_id: int('parent_id').describe('The department above it.'),
    external_id: text('external_id').describe('Its id in another system.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})

function childrenIn(body: Json): readonly Json[] {
  return everyAt(body, 'payload.department.child_ids').map((id) => ({ id }))
}
