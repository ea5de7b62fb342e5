import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** An answer to choose for a scorecard's question. */
export const scorecardQuestionOptions = resource({
  name: 'scorecard_question_options',
  domain: 'scorecards',
  about: "An answer to choose for a scorecard's question.",
  key: int('id'),
  harvest: {
    path: 'scorecard_question_options',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'settings',
    of: { scorecard_questions: 'scorecard_question_ids' },
  },
  webhooks: {},
  columns: {
    scorecard_question_id: int('scorecard_question_id').describe('The question.'),
    name: text('name').describe('What the answer says.'),
    sort_order: int('sort_order').describe('Its place among the answers.'),
    active: boolean('active').describe('Whether it can still be chosen.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
