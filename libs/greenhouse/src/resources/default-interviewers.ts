import { int, resource, timestamp } from '@trellis/pipeline'

/** A user who interviews by default, wherever an interview kit is used. */
export const defaultInterviewers = resource({
  name: 'default_interviewers',
  domain: 'interviews',
  about: 'A user who interviews unless somebody else is chosen, wherever the interview kit is used.',
  key: int('id'),
  harvest: {
    path: 'default_interviewers',
    permission: 'Job Stages',
    since: 'updated_at',
    cadence: 'settings',
    of: { users: 'user_ids', interview_kits: 'interview_kit_ids' },
  },
  webhooks: {},
  columns: {
    user_id: int('user_id').describe('The user.'),
    interview_kit_id: int('interview_kit_id').describe('The interview kit.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
