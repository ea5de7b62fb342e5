import {
  boolean,
  customFields,
  ids,
  int,
  isArray,
  isObject,
  json,
  observed,
  removed,
  removedAlong,
  resource,
  text,
  timestamp,
  valueAt,
  word,
  type Json,
} from '@trellis/pipeline'

/** A candidate's way through one job, or a prospect's before there is one. */
export const applications = resource({
  name: 'applications',
  domain: 'applications',
  about: "A candidate's application for one job, or a prospect's before there is a job.",
  key: int('id'),
  harvest: {
    path: 'applications',
    permission: 'Applications',
    since: 'updated_at',
    cadence: 'hot',
    of: { candidates: 'candidate_ids', jobs: 'job_ids' },
  },
  webhooks: {
    new_candidate_application: observed('payload.application'),
    new_prospect_application: observed('payload.application'),
    application_updated: observed('payload.application'),
    candidate_stage_change: observed('payload.application'),
    reject_candidate: observed('payload.application'),
    unreject_candidate: observed('payload.application'),
    unhire_candidate: observed('payload.application'),
    // Its body has no status (Recruiting webhooks guide, hire_candidate).
    hire_candidate: observed('payload.application', { status: 'hired' }),
    delete_application: removed('payload.application'),
    // Its applications have no event of their own (Recruiting webhooks guide, delete_candidate).
    delete_candidate: removedAlong('payload.person.deleted_application_ids'),
  },
  columns: {
    candidate_id: int('candidate_id', 'candidate.id').describe('The candidate who applied.'),
    job_id: int('job_id', jobOf).reading('jobs').describe('The job applied for; null for a prospect without one.'),
    prospective_job_ids: ids('prospective_job_ids', prospectiveJobsOf).describe('The jobs a prospect is considered for.'),
    job_post_id: int('job_post_id').describe('The job post it came through.'),
    prospect: boolean('prospect').describe('Whether it is a prospect: nobody applied yet.'),
    status: word(['status'], { in_process: ['active'], rejected: [], hired: [], converted: [] }).describe(
      'in_process, rejected, hired or converted.',
    ),
    status_as_told: text('status').describe(
      'The status in the word that Greenhouse last said, before it was put in one spelling.',
    ),
    stage_id: int('stage_id').describe('The current row of application_stages; null where there is none.'),
    stage_name: text('stage_name', 'current_stage.name').describe('The name of the stage it stands in.'),
    // A webhook's current_stage.id is the job's stage, which Harvest v3 calls so; its stage_id is another thing (Harvest v3 reference, applications).
    job_interview_stage_id: int('job_interview_stage_id', 'current_stage.id').describe("The job's stage it stands in."),
    needs_decision: boolean('needs_decision').describe('Whether somebody has to decide on its next step.'),
    source_id: int('source_id', 'source.id').describe('Where it came from.'),
    // Points at referrers; a webhook's credited_to holds a user (Harvest v3 reference, referrers).
    referrer_id: int('referrer_id').describe('The referrer it is credited to.'),
    recruiter_id: int('recruiter_id', 'recruiter.id').describe('The user who is its recruiter.'),
    coordinator_id: int('coordinator_id', 'coordinator.id').describe('The user who is its coordinator.'),
    rejected_at: timestamp('rejected_at').describe('When it was rejected.'),
    rejection_reason_id: int('rejection_reason_id', 'rejection_reason.id').describe('Why it was rejected.'),
    agency_note_id: int('agency_note_id').describe("The agency's note on it."),
    location_address: text('location_address', 'location.address').sensitive('personal').describe('Where the applicant is.'),
    answers: json('answers').sensitive('private').describe("The application form's questions and answers."),
    custom_fields: customFields('keyed_custom_fields', 'custom_fields')
      .sensitive('private')
      .describe('Custom fields by key: name, type, value.'),
    last_activity_at: timestamp('last_activity_at').describe(
      'When something last happened; to the second where only a webhook told.',
    ),
    created_at: timestamp('created_at', 'applied_at').describe('When the application was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
    credited_to_user_id: int(creditedUserOf)
      .reading('credited_to')
      .webhookOnly()
      .describe('The user it is credited to; null where the one credited is none.'),
    credited_to_name: text('credited_to.name')
      .webhookOnly()
      .sensitive('personal')
      .describe('The name of whoever it is credited to.'),
    url: text('url').webhookOnly().describe('Its page in Greenhouse.'),
  },
  history: [
    'candidate_id',
    'job_id',
    'status',
    'stage_id',
    'stage_name',
    'job_interview_stage_id',
    'rejected_at',
    'rejection_reason_id',
    'recruiter_id',
    'coordinator_id',
  ],
})

/** The jobs of a candidate's application are one; a prospect's are what it is considered for (Recruiting webhooks guide, jobs). */
function jobOf(record: Json): Json | undefined {
  const jobs = valueAt(record, 'jobs')
  if (!isArray(jobs)) return undefined
  if (valueAt(record, 'prospect') === true) return jobs.length === 0 ? null : undefined
  const only = jobs.length === 1 ? jobs[0] : undefined
  return only === undefined ? undefined : valueAt(only, 'id')
}

function prospectiveJobsOf(record: Json): Json | undefined {
  return valueAt(record, 'prospect') === true ? valueAt(record, 'jobs') : undefined
}

/** A user has an id; a person who is no user has a name only (Recruiting webhooks guide, credited_to). */
function creditedUserOf(record: Json): Json | undefined {
  const credited = valueAt(record, 'credited_to')
  return isObject(credited) ? (credited['id'] ?? null) : credited
}
