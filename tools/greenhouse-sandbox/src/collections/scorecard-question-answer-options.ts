import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ScorecardQuestionAnswerOption extends Entity {
  readonly scorecard_question_option_id: number
  readonly scorecard_question_answer_id: number
}

export const scorecardQuestionAnswerOptions: Collection<ScorecardQuestionAnswerOption> = {
  name: 'scorecard_question_answer_options',
  firstId: 19_540_000_406,
  filters: {
    scorecard_question_option_ids: ids((row) => row.scorecard_question_option_id),
    scorecard_question_answer_ids: ids((row) => row.scorecard_question_answer_id),
  },
  record: (row) => ({ ...row }),
}
