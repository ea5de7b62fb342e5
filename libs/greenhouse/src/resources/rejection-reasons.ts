import { int, mentioned, resource, text, timestamp } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.rejection_reason')

/** A reason for rejecting an application. */
export const rejectionReasons = resource({
  name: 'rejection_reasons',
  domain: 'settings',
  about: 'A reason for rejecting an application; those that Greenhouse brings along too.',
  key: int('id'),
  harvest: {
    path: 'rejection_reasons',
    permission: 'Rejection Reasons',
    since: 'updated_at',
    cadence: 'settings',
    // Those that Greenhouse brings along are left out otherwise (Harvest v3 reference, rejection_reasons).
    complete: { include_defaults: 'true' },
  },
  webhooks: {
    application_updated: inApplication,
    reject_candidate: inApplication,
  },
  columns: {
    name: text('name').describe('What it says.'),
    type_id: int('type.id').describe('Whose decision it was, by id.'),
    // Three cells, as webhooks leave the key out (Recruiting webhooks guide, reject_candidate).
    type_key: text('type.key').describe(
      'Whose decision it was: WE_REJECTED_THEM, THEY_REJECTED_US, NONE_SPECIFIED or SECURITY_CONCERN.',
    ),
    type_name: text('type.name').describe('Whose decision it was, in words.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
