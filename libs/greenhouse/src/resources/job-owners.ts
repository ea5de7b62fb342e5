import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/**
 * A user who recruits, sources or coordinates for a job.
 * A webhook's hiring team names users and never the id of this row, so the job's rows are read again instead.
 */
export const jobOwners = resource({
  name: 'job_owners',
  domain: 'jobs',
  about: 'A user who recruits, sources or coordinates for a job.',
  key: int('id'),
  harvest: {
    path: 'job_owners',
    permission: 'Jobs with hiring team',
    since: 'updated_at',
    cadence: 'warm',
    of: { jobs: 'job_ids', users: 'user_ids' },
    with: ['jobs'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job.'),
    user_id: int('user_id').describe('The user.'),
    type: text('type').describe('What the user does for it: recruiter, sourcer or coordinator.'),
    responsible: boolean('responsible').describe(
      'Whether new candidates are assigned to this user unless somebody says otherwise.',
    ),
    created_at: timestamp('created_at').describe('When the user was assigned.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['user_id', 'type', 'responsible'],
})
