import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ScorecardQuestionAnswer extends Entity {
  readonly scorecard_id: number
  readonly scorecard_question_id: number
  readonly answer: string | null
  readonly answer_with_tags: string | null
  readonly boolean_value: boolean | null
}

export const scorecardQuestionAnswers: Collection<ScorecardQuestionAnswer> = {
  name: 'scorecard_question_answers',
  firstId: 19_670_000_413,
  filters: {
    scorecard_ids: ids((row) => row.scorecard_id),
    scorecard_question_ids: ids((row) => row.scorecard_question_id),
  },
  record: (row) => ({ ...row }),
}
