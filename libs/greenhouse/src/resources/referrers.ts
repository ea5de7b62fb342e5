import { int, resource, text, timestamp } from '@trellis/pipeline'

/**
 * A person that applications are credited to.
 * A webhook's credited_to is a user or only a name, never a referrer's id (Harvest v3 reference, referrers), so it is read where applications are.
 */
export const referrers = resource({
  name: 'referrers',
  domain: 'organization',
  about: 'Somebody whom applications are credited to, a user or not.',
  key: int('id'),
  harvest: { path: 'referrers', permission: 'Sources', since: 'updated_at', cadence: 'warm', of: { users: 'user_ids' } },
  webhooks: {},
  columns: {
    name: text('name').sensitive('personal').describe('The name.'),
    user_id: int('user_id').describe('The user who it is; null where it is none.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
