import { int, resource, text, timestamp } from '@trellis/pipeline'

/** A note that a user left on a job. */
export const jobNotes = resource({
  name: 'job_notes',
  domain: 'jobs',
  about: 'A note that a user left on a job.',
  key: int('id'),
  harvest: {
    path: 'job_notes',
    permission: 'Jobs with hiring team',
    since: 'updated_at',
    cadence: 'warm',
    of: { jobs: 'job_ids', users: 'user_ids' },
    with: ['jobs'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job.'),
    user_id: int('user_id').describe('The user who wrote it.'),
    body: text('body').sensitive('private').describe('The text.'),
    visibility: text('visibility').describe('Who may read it: privately_visible or admin_only_visible.'),
    created_at: timestamp('created_at').describe('When it was written.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
