import { boolean, int, resource, timestamp } from '@trellis/pipeline'

/** What a user may do with one job. */
export const userJobPermissions = resource({
  name: 'user_job_permissions',
  domain: 'organization',
  about: 'What a user may do with one job. Site Admins may do everything and never appear.',
  key: int('id'),
  harvest: {
    path: 'user_job_permissions',
    permission: 'User Roles',
    since: 'updated_at',
    cadence: 'warm',
    of: { users: 'user_ids', jobs: 'job_ids', user_roles: 'role_ids' },
  },
  webhooks: {},
  columns: {
    user_id: int('user_id').describe('The user.'),
    job_id: int('job_id').describe('The job.'),
    role_id: int('role_id', 'user_role_id').describe('The role the user has there.'),
    automated: boolean('automated').describe('Whether a rule gave it and no person.'),
    created_at: timestamp('created_at').describe('When it was given.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['role_id'],
})
