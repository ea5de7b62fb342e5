import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A choice of a demographic question. */
export const demographicAnswerOptions = resource({
  name: 'demographic_answer_options',
  domain: 'demographics',
  about: 'A choice of a demographic question.',
  sensitivity: 'demographic',
  key: int('id'),
  harvest: {
    path: 'demographic_answer_options',
    permission: 'Beyond the 25',
    // Its dates cannot be filtered by, and may be null (Harvest v3 reference, demographic_answer_options).
    cadence: 'settings',
    of: { demographic_questions: 'demographic_question_ids' },
  },
  webhooks: {},
  columns: {
    demographic_question_id: int('demographic_question_id').describe('The question.'),
    name: text('name').describe('What the choice reads.'),
    sort_order: int('sort_order').describe('Its place among the choices, from 0.'),
    active: boolean('active').describe('Whether it may still be chosen.'),
    free_form: boolean('free_form').describe('Whether an answer may be written down with it.'),
    decline_to_answer: boolean('decline_to_answer').describe('Whether choosing it is to decline.'),
    created_at: timestamp('created_at').describe('When it was made; null has been seen.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it; null has been seen.'),
  },
})
