import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** An e-mail address of a user. */
export const userEmails = resource({
  name: 'user_emails',
  domain: 'organization',
  about: 'An e-mail address of a user.',
  key: int('id'),
  harvest: { path: 'user_emails', permission: 'User Roles', since: 'updated_at', cadence: 'warm', of: { users: 'user_ids' } },
  webhooks: {},
  columns: {
    user_id: int('user_id').describe('The user.'),
    email: text('email').sensitive('personal').describe('The address.'),
    verified: boolean('verified').describe('Whether the user has shown that it is theirs.'),
    verification_token_sent_at: timestamp('verification_token_sent_at').describe('When the user was last asked to show it.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
