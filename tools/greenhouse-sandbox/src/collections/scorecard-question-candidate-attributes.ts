import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ScorecardQuestionCandidateAttribute extends Entity {
  readonly scorecard_question_id: number
  readonly focus_candidate_attribute_id: number
}

export const scorecardQuestionCandidateAttributes: Collection<ScorecardQuestionCandidateAttribute> = {
  name: 'scorecard_question_candidate_attributes',
  firstId: 19_800_000_420,
  filters: {
    scorecard_question_ids: ids((row) => row.scorecard_question_id),
    focus_candidate_attribute_ids: ids((row) => row.focus_candidate_attribute_id),
  },
  record: (row) => ({ ...row }),
}
