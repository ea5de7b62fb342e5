import { int, resource, timestamp } from '@trellis/pipeline'

/** An option that was chosen in answering a scorecard's question. */
export const scorecardQuestionAnswerOptions = resource({
  name: 'scorecard_question_answer_options',
  domain: 'scorecards',
  about: "An option that was chosen in answering a scorecard's question.",
  key: int('id'),
  harvest: {
    path: 'scorecard_question_answer_options',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'warm',
    of: {
      scorecard_question_answers: 'scorecard_question_answer_ids',
      scorecard_question_options: 'scorecard_question_option_ids',
    },
  },
  webhooks: {},
  columns: {
    scorecard_question_answer_id: int('scorecard_question_answer_id').describe('The answer.'),
    scorecard_question_option_id: int('scorecard_question_option_id').describe('The option chosen.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
