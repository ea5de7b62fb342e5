import { everyAt, int, mentioned, removed, resource, text, timestamp, type Json } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.jobs.offices')
const inJob = mentioned('payload.job.offices')

/** An office of the company; offices form a tree. */
export const offices = resource({
  name: 'offices',
  domain: 'organization',
  about: 'An office of the company; offices form a tree.',
  key: int('id'),
  harvest: { path: 'offices', permission: 'Offices', since: 'updated_at', cadence: 'settings' },
  webhooks: {
    // Those below it hang elsewhere or go as well: it is not documented which, so they are only mentioned (rule E6).
    office_deleted: [removed('payload.office'), mentioned(childrenIn)],
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
    hire_candidate: [mentioned('payload.application.job.offices'), inApplication],
  },
  columns: {
    name: text('name').describe('Its name.'),
    // Text in Harvest v3 and inside jobs of webhooks, an object with a name in Harvest v1 and office_deleted.
    location: text('location.name', 'location').describe('Where it is.'),
    parent_id: int('parent_id').describe('The office above it.'),
    external_id: text('external_id').describe('Its id in another system.'),
    primary_in_house_contact_user_id: int('primary_in_house_contact_user_id', 'primary_contact_user_id').describe(
      'The user to turn to.',
    ),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})

function childrenIn(body: Json): readonly Json[] {
  return everyAt(body, 'payload.office.child_ids').map((id) => ({ id }))
}
