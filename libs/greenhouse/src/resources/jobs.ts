import {
  boolean,
  customFields,
  ids,
  int,
  isArray,
  mentioned,
  observed,
  removed,
  resource,
  text,
  timestamp,
  valueAt,
  type Json,
} from '@trellis/pipeline'

const inApplication = mentioned('payload.application.jobs')

/** A job that people are hired for. */
export const jobs = resource({
  name: 'jobs',
  domain: 'jobs',
  about: 'A job that people are hired for; its openings are counted apart.',
  key: int('id'),
  harvest: { path: 'jobs', permission: 'Jobs with hiring team', since: 'updated_at', cadence: 'warm' },
  webhooks: {
    job_created: observed('payload.job'),
    job_updated: observed('payload.job'),
    job_approved: observed('payload.job'),
    job_deleted: removed('payload.job'),
    new_candidate_application: inApplication,
    new_prospect_application: inApplication,
    application_updated: inApplication,
    candidate_stage_change: inApplication,
    reject_candidate: inApplication,
    unreject_candidate: inApplication,
    unhire_candidate: inApplication,
    // The single job is the older form of the list and says less (Recruiting webhooks guide, hire_candidate): the list speaks last.
    hire_candidate: [mentioned('payload.application.job'), inApplication],
  },
  columns: {
    name: text('name').describe('The internal name.'),
    requisition_id: text('requisition_id').describe("The requisition's number, free text."),
    status: text('status').describe('open, draft or closed.'),
    confidential: boolean('confidential').describe('Whether only its hiring team may see it.'),
    is_template: boolean('is_template').describe('Whether it is a template for other jobs.'),
    copied_from_id: int('copied_from_id').describe('The job it was copied from.'),
    department_id: int('department_id', onlyDepartmentOf).reading('departments').describe('Its department.'),
    office_ids: ids('office_ids', 'offices').describe('Its offices.'),
    opened_at: timestamp('opened_at', 'open_date').describe('When its first opening opened.'),
    closed_at: timestamp('closed_at', 'close_date').describe('When its last opening closed; null again once it is reopened.'),
    notes: text('notes').sensitive('private').describe('Free text about the job.'),
    custom_fields: customFields('keyed_custom_fields', 'custom_fields')
      .sensitive('compensation')
      .describe('Custom fields by key: name, type, value; pay ranges among them.'),
    created_at: timestamp('created_at').describe('When the job was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
    job_post_id: int('job_post_id').webhookOnly().describe('A job post of it.'),
    created_by_id: int('created_by_id').webhookOnly().describe('The user who made it.'),
    url: text('url').webhookOnly().describe('Its page in Greenhouse.'),
  },
  history: ['status', 'confidential', 'opened_at', 'closed_at', 'department_id'],
})

/** A list of one department is the job's department, an empty one is none; of several it is unknown which one it is. */
function onlyDepartmentOf(record: Json): Json | undefined {
  const departments = valueAt(record, 'departments')
  if (!isArray(departments)) return departments === null ? null : undefined
  const [only] = departments
  if (only === undefined) return null
  return departments.length === 1 ? valueAt(only, 'id') : undefined
}
