import { int, json, resource, text, timestamp, word } from '@trellis/pipeline'

/** An entry in a person's activity feed: a note, a mail, or something that happened. */
export const notes = resource({
  name: 'notes',
  domain: 'candidates',
  about: "An entry in a person's activity feed: a note, a mail, or something that happened.",
  key: int('id'),
  harvest: {
    path: 'notes',
    permission: 'Activity Feed',
    since: 'updated_at',
    cadence: 'warm',
    of: { candidates: 'candidate_ids', applications: 'application_ids', users: 'user_ids' },
    with: ['candidates', 'applications'],
  },
  webhooks: {},
  columns: {
    candidate_id: int('candidate_id').describe('The person.'),
    application_id: int('application_id').describe('The application it is about, where it is about one.'),
    user_id: int('user_id', 'user.id').describe('The user who wrote or did it.'),
    type: text('type').describe('What it is: NOTE, EMAIL, ACTIVITY, INTERVIEW, FEEDBACK and others.'),
    visibility: word(['visibility'], {
      publicly_visible: ['public'],
      privately_visible: ['private'],
      admin_only_visible: ['admin_only'],
    }).describe('Who may read it: publicly_visible, privately_visible or admin_only_visible.'),
    visibility_as_told: text('visibility').describe(
      'Who may read it, in the word that Greenhouse last said, before it was put in one spelling.',
    ),
    subject: text('subject').sensitive('private').describe("The mail's subject, or what happened."),
    body: text('body').sensitive('private').describe('The text.'),
    body_with_tags: text('body_with_tags').sensitive('private').describe('The text with its markup.'),
    email_from: text('email_from', 'from').sensitive('personal').describe("The mail's sender."),
    email_to: text('email_to', 'to').sensitive('personal').describe("The mail's recipients."),
    email_cc: json('email_cc', 'cc').sensitive('personal').describe('Who got a copy of the mail.'),
    // Documented as a text, seen as a list (Harvest v3 reference, notes).
    email_attachment_file_names: json('email_attachment_file_names')
      .sensitive('personal')
      .describe("The names of the mail's files; a list, or one text."),
    import_hash: text('import_hash').describe('What an import recognizes the entry by.'),
    created_at: timestamp('created_at').describe('When it was written or happened.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
