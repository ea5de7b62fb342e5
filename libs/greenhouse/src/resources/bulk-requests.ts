import { int, resource, text, timestamp } from '@trellis/pipeline'

/**
 * A request of many writes at once that Greenhouse works through by itself. Asked for by its uuid it also has links to its results, which expire and
 * are ignored by name.
 */
export const bulkRequests = resource({
  name: 'bulk_requests',
  domain: 'settings',
  about: 'A request that made Greenhouse write many records at once, and how far it came.',
  key: int('id'),
  harvest: {
    path: 'bulk_requests',
    permission: 'Beyond the 25',
    since: 'updated_at',
    cadence: 'warm',
  },
  webhooks: {},
  columns: {
    bulk_action_uuid: text('bulk_action_uuid').describe('The name under which whoever asked may look it up.'),
    requested_by_user_id: int('requested_by_user_id').describe('The user in whose name it was asked.'),
    requested_at: timestamp('requested_at').describe('When it was asked.'),
    api_endpoint: text('api_endpoint').describe('What was asked for.'),
    status: text('status').describe('How far it is, in a word of Greenhouse.'),
    record_count: int('record_count').describe('How many records it writes.'),
    success_count: int('success_count').describe('How many were written.'),
    failure_count: int('failure_count').describe('How many could not be written.'),
    callback_url: text('callback_url')
      .sensitive('private')
      .describe('Where Greenhouse tells that it is done; null where nobody asked for it.'),
    callback_response: text('callback_response').sensitive('private').describe('What was answered there.'),
    completed_at: timestamp('completed_at').describe('When it was done; null while it is going on.'),
    expires_at: timestamp('expires_at').describe('When its results expire.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
