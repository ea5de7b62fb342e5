import { int, resource, text, timestamp } from '@trellis/pipeline'

/** Why an opening is closed. */
export const closeReasons = resource({
  name: 'close_reasons',
  domain: 'settings',
  about: 'A reason to close an opening; in Greenhouse\'s own reports those that begin with "Hire -" count as hires.',
  key: int('id'),
  harvest: {
    path: 'close_reasons',
    permission: 'Close Reasons',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    name: text('name').describe('Its name.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
