import { int, resource, text, timestamp } from '@trellis/pipeline'

/** What an applicant answered to a demographic question. */
export const demographicAnswers = resource({
  name: 'demographic_answers',
  domain: 'demographics',
  about: 'One answer of an applicant to a demographic question; a question with several choices has several rows.',
  sensitivity: 'demographic',
  key: int('id'),
  harvest: {
    path: 'demographic_answers',
    permission: 'Beyond the 25',
    since: 'updated_at',
    cadence: 'warm',
    of: {
      applications: 'application_ids',
      demographic_questions: 'demographic_question_ids',
      demographic_answer_options: 'demographic_answer_option_ids',
    },
    with: ['applications'],
  },
  webhooks: {},
  columns: {
    application_id: int('application_id').describe('The application it was given with.'),
    demographic_question_id: int('demographic_question_id').sensitive('demographic').describe('The question.'),
    demographic_answer_option_id: int('demographic_answer_option_id')
      .sensitive('demographic')
      .describe('The choice; null where none was made.'),
    free_form_text: text('free_form_text').sensitive('demographic').describe('What the applicant wrote; null where nothing was.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
