import { int, resource, text, timestamp } from '@trellis/pipeline'

/**
 * A file on a candidate or an application: its link, not its contents.
 * Webhooks show files without an id: the rows of the application and its candidate are read again instead.
 */
export const attachments = resource({
  name: 'attachments',
  domain: 'candidates',
  about: 'A file on an application or a candidate; the row holds a link, not the contents.',
  key: int('id'),
  harvest: {
    path: 'attachments',
    permission: 'Applications',
    since: 'updated_at',
    cadence: 'warm',
    of: { applications: 'application_ids', candidates: 'candidate_ids' },
    with: ['applications', 'candidates'],
  },
  webhooks: {},
  columns: {
    application_id: int('application_id').describe('The application it hangs on.'),
    candidate_id: int('candidate_id').describe('The candidate it hangs on.'),
    type: text('type').describe(
      'What it is: resume, cover_letter, take_home_test, offer_packet, offer_letter, signed_offer_letter, form_attachment, midfunnel_agreement, automated_agreement or other.',
    ),
    filename: text('filename').sensitive('personal').describe("The file's name."),
    // Changes with every reading and holds for 7 days (Harvest v3 reference, attachments).
    url: text('url')
      .sensitive('personal')
      .volatile()
      .describe('A signed link to the contents, good for 7 days after it was read; a new one at every reading.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
