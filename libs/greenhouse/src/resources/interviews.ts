import { date, int, removed, resource, text, timestamp } from '@trellis/pipeline'

/**
 * One interview of one application, scheduled or not; take-home tests are interviews too.
 * The interviews under a webhook's `current_stage` are ignored: whose ids they carry is not documented.
 */
export const interviews = resource({
  name: 'interviews',
  domain: 'interviews',
  about: 'One interview of one application, from before it is scheduled; take-home tests are interviews too.',
  key: int('id'),
  harvest: {
    path: 'interviews',
    permission: 'Scheduled Interviews',
    since: 'updated_at',
    cadence: 'hot',
    of: { applications: 'application_ids', jobs: 'job_ids', job_interviews: 'job_interview_ids', users: 'organizer_ids' },
    with: ['applications'],
  },
  webhooks: {
    interview_deleted: removed('payload.interview'),
  },
  columns: {
    application_id: int('application_id').describe('The application.'),
    job_id: int('job_id').describe('The job.'),
    job_interview_id: int('job_interview_id', 'interview.id').describe("The job's interview that this is one of."),
    status: text('status').describe(
      'to_be_scheduled, scheduled, awaiting_feedback, collect_feedback, complete or skipped; take-home tests: to_be_sent, sent, received.',
    ),
    scheduled_at: timestamp('scheduled_at').describe('When it was scheduled; null before.'),
    starts_at: timestamp('starts_at', 'start.date_time').describe(
      'When it begins; null where it takes whole days or is not scheduled.',
    ),
    ends_at: timestamp('ends_at', 'end.date_time').describe('When it ends; null where it takes whole days or is not scheduled.'),
    all_day_start_on: date('all_day_start_on', 'start.date').describe(
      'The first day of one that takes whole days; null otherwise.',
    ),
    all_day_end_on: date('all_day_end_on', 'end.date').describe('The last day of one that takes whole days; null otherwise.'),
    location: text('location').describe('Where it takes place.'),
    video_conferencing_url: text('video_conferencing_url').sensitive('private').describe('The link to join it.'),
    organizer_id: int('organizer_id', 'organizer.id').describe('The user who organizes it.'),
    external_event_id: text('external_event_id').describe('Its id in the calendar.'),
    availability_received_at: timestamp('availability_received_at').describe('When the candidate said which times would do.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['status', 'starts_at', 'ends_at', 'all_day_start_on', 'all_day_end_on', 'organizer_id'],
})
