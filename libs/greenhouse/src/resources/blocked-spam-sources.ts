import { int, resource, text, timestamp } from '@trellis/pipeline'

/** Where applications are not taken from. */
export const blockedSpamSources = resource({
  name: 'blocked_spam_sources',
  domain: 'settings',
  about: 'An address that no application is taken from.',
  key: int('id'),
  harvest: {
    path: 'blocked_spam_sources',
    permission: 'Beyond the 25',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    source_type: text('source_type').describe('What is blocked: ip_address, cidr_block, email_address or email_domain.'),
    value: text('value').sensitive('personal').describe('The address, domain or range.'),
    note: text('note').sensitive('private').describe('Why it is blocked; null where nobody wrote it down.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
