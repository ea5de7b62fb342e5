import { int, resource, timestamp } from '@trellis/pipeline'

/** What a user may do on jobs that are not there yet. */
export const futureJobPermissions = resource({
  name: 'future_job_permissions',
  domain: 'organization',
  about: 'The role that a user gets on every new job of a department and an office; where both are null, on every new job.',
  key: int('id'),
  harvest: {
    path: 'future_job_permissions',
    permission: 'User Roles',
    since: 'updated_at',
    cadence: 'settings',
    of: { departments: 'department_ids', offices: 'office_ids', users: 'user_ids', user_roles: 'role_ids' },
  },
  webhooks: {},
  columns: {
    user_id: int('user_id').describe('The user.'),
    role_id: int('role_id', 'user_role_id').describe('The role: a row of user_roles.'),
    department_id: int('department_id').describe('The department of the jobs; null for all.'),
    office_id: int('office_id').describe('The office of the jobs; null for all.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
