import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A question that applicants are asked about themselves, for statistics. */
export const demographicQuestions = resource({
  name: 'demographic_questions',
  domain: 'demographics',
  about: 'A question that applicants are asked about themselves, for statistics.',
  sensitivity: 'demographic',
  key: int('id'),
  harvest: {
    path: 'demographic_questions',
    permission: 'Beyond the 25',
    // Its dates cannot be filtered by, and may be null (Harvest v3 reference, demographic_questions).
    cadence: 'settings',
    of: { demographic_question_sets: 'demographic_question_set_ids' },
  },
  webhooks: {},
  columns: {
    demographic_question_set_id: int('demographic_question_set_id').describe('The set it is asked in.'),
    name: text('name').describe('What it reads.'),
    answer_type: text('answer_type').describe('multi_value_single_select (one choice) or multi_value_multi_select (several).'),
    sort_order: int('sort_order').describe('Its place in the set, from 0.'),
    active: boolean('active').describe('Whether it is still asked.'),
    required: boolean('required').describe('Whether it has to be answered, declining being an answer.'),
    created_at: timestamp('created_at').describe('When it was made; null has been seen.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it; null has been seen.'),
  },
})
