import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

interface ScorecardQuestionOption extends Entity {
  readonly scorecard_question_id: number
  readonly name: string
  readonly sort_order: number
  readonly active: boolean
}

export const scorecardQuestionOptions: Collection<ScorecardQuestionOption> = {
  name: 'scorecard_question_options',
  firstId: 19_930_000_427,
  filters: {
    scorecard_question_ids: ids((row) => row.scorecard_question_id),
    active: flag((row) => row.active),
  },
  record: (row) => ({ ...row }),
}
