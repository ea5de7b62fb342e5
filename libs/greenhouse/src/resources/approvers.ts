import { date, int, resource, text, timestamp } from '@trellis/pipeline'

/** One person asked in one step of an approval flow. */
export const approvers = resource({
  name: 'approvers',
  domain: 'jobs',
  about: 'One person in one step of an approval flow, and the answer.',
  key: int('id'),
  harvest: {
    path: 'approvers',
    permission: 'Approvals',
    since: 'updated_at',
    cadence: 'hot',
    of: { approver_groups: 'approver_group_ids', users: 'user_ids' },
  },
  webhooks: {},
  columns: {
    approver_group_id: int('approver_group_id').describe('The step of the flow.'),
    user_id: int('user_id').describe('The user who is asked.'),
    status: text('status').describe('waiting (not yet asked), due (asked), approved or rejected.'),
    sort_order: int('sort_order').describe('The place among the approvers of the step, from 0.'),
    request_sent_at: timestamp('request_sent_at').describe('When the request went out; null before.'),
    version_sent: int('version_sent').describe('The version of the flow that the request was about.'),
    resolved_at: timestamp('resolved_at').describe('When it was answered; null while it is open.'),
    resolved_by_id: int('resolved_by_id').describe('The user who answered, perhaps in place of the one asked.'),
    reminder_sent_at: timestamp('reminder_sent_at').describe('When somebody last sent a reminder by hand.'),
    reminder_sent_by_id: int('reminder_sent_by_id', 'reminder_sent_by_user_id').describe('The user who sent that reminder.'),
    reminders_sent: int('reminders_sent').describe('How many reminders were sent by hand.'),
    send_auto_reminder_at: date('send_auto_reminder_at').describe('The day of the next automatic reminder.'),
    auto_reminders_sent: int('auto_reminders_sent').describe('How many automatic reminders were sent.'),
    added_by_custom_field_id: int('added_by_custom_field_id').describe(
      'The custom field through which this person became an approver; null for one without it.',
    ),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['status'],
})
