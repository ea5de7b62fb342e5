import { customFields, int, resource, timestamp } from '@trellis/pipeline'

/**
 * Why and when an application was rejected, and by which user.
 * A webhook's rejection_details have no id of their own, so the application's row is read again instead.
 */
export const rejectionDetails = resource({
  name: 'rejection_details',
  domain: 'applications',
  about: 'Why, when and by whom an application was rejected.',
  key: int('id'),
  harvest: {
    path: 'rejection_details',
    permission: 'Applications',
    since: 'updated_at',
    cadence: 'hot',
    of: { applications: 'application_ids', rejection_reasons: 'rejection_reason_ids' },
    with: ['applications'],
  },
  webhooks: {},
  columns: {
    application_id: int('application_id').describe('The application.'),
    rejected_at: timestamp('rejected_at').describe('When it was rejected.'),
    rejected_by_id: int('rejected_by_id').describe('The user who rejected it.'),
    rejection_reason_id: int('rejection_reason_id').describe('The reason.'),
    rejection_note_id: int('rejection_note_id').describe('The note that was left with it.'),
    question_custom_fields: customFields('question_custom_fields')
      .sensitive('private')
      .describe('The answers to the questions asked on rejecting, by key: name, type, value.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
