import { int, resource, text, timestamp } from '@trellis/pipeline'

/** A role that users may have. */
export const userRoles = resource({
  name: 'user_roles',
  domain: 'organization',
  about: 'A role that users may have.',
  key: int('id'),
  harvest: { path: 'user_roles', permission: 'User Roles', since: 'updated_at', cadence: 'settings' },
  webhooks: {},
  columns: {
    name: text('name').describe('What it is called.'),
    role_type: text('role_type', 'type').describe(
      'job_admin, site_admin or deprecated_interviewer; interviewer where only Harvest v1 told.',
    ),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
