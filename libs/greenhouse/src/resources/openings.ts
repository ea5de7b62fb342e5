import {
  boolean,
  customFields,
  date,
  int,
  mentioned,
  resource,
  text,
  timestamp,
  valueAt,
  type Json,
  type JsonObject,
} from '@trellis/pipeline'

const inJob = mentioned('payload.job.openings', ofJob)

/** One position that a job is to fill; a job may have many. */
export const openings = resource({
  name: 'openings',
  domain: 'jobs',
  about: 'One position that a job is to fill.',
  key: int('id'),
  harvest: {
    path: 'openings',
    permission: 'Job Openings',
    since: 'updated_at',
    cadence: 'warm',
    of: { jobs: 'job_ids', applications: 'application_ids', close_reasons: 'close_reason_ids' },
    with: ['jobs'],
  },
  webhooks: {
    job_created: inJob,
    job_updated: inJob,
    job_approved: inJob,
    // A hire's opening has no id of its own (Recruiting webhooks guide, hire_candidate): it is left to re-reads.
  },
  columns: {
    job_id: int('job_id').describe('The job.'),
    opening_id: text('opening_id').describe("The position's number in the company, free text."),
    open: boolean('open', isOpen).reading('status').describe('Whether it is still to be filled.'),
    opened_at: timestamp('opened_at').describe('When it was opened.'),
    closed_at: timestamp('closed_at').describe('When it was closed; null while it is open.'),
    target_start_on: date('target_start_on').describe('The day somebody should start.'),
    application_id: int('application_id').describe('The application that filled it.'),
    close_reason_id: int('close_reason_id', 'close_reason.id').describe(
      'Why it was closed; reasons that begin with "Hire -" count as hires.',
    ),
    sort_order: int('sort_order').describe("Its place among the job's openings."),
    custom_fields: customFields('keyed_custom_fields', 'custom_fields')
      .sensitive('compensation')
      .describe('Custom fields by key: name, type, value; pay among them.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['open', 'opened_at', 'closed_at', 'target_start_on', 'application_id', 'close_reason_id'],
})

/** The job stands around the opening (Recruiting webhooks guide, job_created). */
function ofJob(_: Json, body: Json): JsonObject {
  const job = valueAt(body, 'payload.job.id')
  return job === undefined ? {} : { job_id: job }
}

/** A word in Harvest v1, a yes or no in Harvest v3 (Harvest v3 migration guide, openings). */
function isOpen(record: Json): Json | undefined {
  const status = valueAt(record, 'status')
  if (status === 'open') return true
  return status === 'closed' ? false : undefined
}
