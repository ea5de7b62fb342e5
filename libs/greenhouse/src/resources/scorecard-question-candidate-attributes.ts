import { int, resource, timestamp } from '@trellis/pipeline'

/** An attribute of the candidate that a question of a scorecard is meant to bring out. */
export const scorecardQuestionCandidateAttributes = resource({
  name: 'scorecard_question_candidate_attributes',
  domain: 'scorecards',
  about: 'An attribute of the candidate that a question of a scorecard is meant to bring out.',
  key: int('id'),
  harvest: {
    path: 'scorecard_question_candidate_attributes',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'settings',
    of: { scorecard_questions: 'scorecard_question_ids', focus_candidate_attributes: 'focus_candidate_attribute_ids' },
  },
  webhooks: {},
  columns: {
    scorecard_question_id: int('scorecard_question_id').describe('The question.'),
    focus_candidate_attribute_id: int('focus_candidate_attribute_id').describe('The attribute that the interview kit looks at.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
