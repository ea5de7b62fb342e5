import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** What a scorecard answers to one question of the interview kit. */
export const scorecardQuestionAnswers = resource({
  name: 'scorecard_question_answers',
  domain: 'scorecards',
  about: 'What a scorecard answers to one question of the interview kit.',
  key: int('id'),
  harvest: {
    path: 'scorecard_question_answers',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'warm',
    of: { scorecards: 'scorecard_ids', scorecard_questions: 'scorecard_question_ids' },
    with: ['scorecards'],
  },
  webhooks: {},
  columns: {
    scorecard_id: int('scorecard_id').describe('The scorecard.'),
    scorecard_question_id: int('scorecard_question_id').describe('The question.'),
    answer: text('answer').sensitive('private').describe('The answer in words.'),
    answer_with_tags: text('answer_with_tags').sensitive('private').describe('The answer with its markup.'),
    boolean_value: boolean('boolean_value').sensitive('private').describe('The answer to a yes-or-no question.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
