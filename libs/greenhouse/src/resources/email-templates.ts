import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A template that e-mails are written from. */
export const emailTemplates = resource({
  name: 'email_templates',
  domain: 'settings',
  about: 'A template that e-mails are written from.',
  key: int('id'),
  harvest: {
    path: 'email_templates',
    permission: 'Email Templates',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    name: text('name').describe('Its name.'),
    description: text('description').describe('What it is for.'),
    email_type: text('email_type', 'type').describe(
      'On which occasion it is sent, in a word of Greenhouse such as candidate_email or scorecard_reminder.',
    ),
    default: boolean('default').describe('Whether it is taken unless another one is chosen.'),
    subject: text('subject').describe('The subject line, with tokens such as {{CANDIDATE_NAME}}.'),
    body: text('body').describe('The plain text, with tokens.'),
    html_body: text('html_body').describe('The same as HTML, with tokens.'),
    from_type: text('from_type').describe(
      'Who it is from: user_email, organization_email, my_email_address, inviter, organizer or not_applicable.',
    ),
    recipients: text('recipients').sensitive('personal').describe('Who it goes to, separated by commas.'),
    cc_recruiter: boolean('cc_recruiter').describe('Whether the recruiter gets a copy.'),
    cc_coordinator: boolean('cc_coordinator').describe('Whether the coordinator gets a copy.'),
    office_anywhere: boolean('office_anywhere').describe('Whether it is for every office.'),
    user_id: int('user_id', 'user.id').describe('The user whose own template it is; null for one that all share.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
