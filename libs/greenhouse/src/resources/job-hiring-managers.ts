import { int, resource, timestamp } from '@trellis/pipeline'

/**
 * A user who is a hiring manager of a job.
 * A webhook's hiring team names users and never the id of this row, so the job's rows are read again instead.
 */
export const jobHiringManagers = resource({
  name: 'job_hiring_managers',
  domain: 'jobs',
  about: 'A user who is a hiring manager of a job.',
  key: int('id'),
  harvest: {
    path: 'job_hiring_managers',
    permission: 'Jobs with hiring team',
    since: 'updated_at',
    cadence: 'warm',
    of: { jobs: 'job_ids', users: 'user_ids' },
    with: ['jobs'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job.'),
    user_id: int('user_id').describe('The hiring manager.'),
    created_at: timestamp('created_at').describe('When the user was put in charge.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
