import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ScorecardCandidateAttribute extends Entity {
  readonly scorecard_id: number
  readonly candidate_attribute_rating: 'definitely_not' | 'no' | 'yes' | 'strong_yes' | 'mixed' | 'no_decision'
  readonly job_candidate_attribute_id: number
  readonly note: string | null
  readonly value: string | null
}

export const scorecardCandidateAttributes: Collection<ScorecardCandidateAttribute> = {
  name: 'scorecard_candidate_attributes',
  firstId: 19_410_000_399,
  filters: {
    scorecard_ids: ids((row) => row.scorecard_id),
    job_candidate_attribute_ids: ids((row) => row.job_candidate_attribute_id),
  },
  record: (row) => ({ ...row }),
}
