import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

export interface ScorecardQuestion extends Entity {
  readonly interview_kit_id: number
  readonly question: string
  readonly sort_order: number
  readonly active: boolean
  readonly answer_type: 'text' | 'yes_no' | 'single_select' | 'multi_select' | 'instruction'
  readonly required: boolean
}

export const scorecardQuestions: Collection<ScorecardQuestion> = {
  name: 'scorecard_questions',
  firstId: 20_060_000_434,
  filters: {
    interview_kit_ids: ids((row) => row.interview_kit_id),
    active: flag((row) => row.active),
  },
  record: (row) => ({ ...row }),
}
