import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface FocusCandidateAttribute extends Entity {
  readonly interview_kit_id: number
  readonly job_candidate_attribute_id: number
}

export const focusCandidateAttributes: Collection<FocusCandidateAttribute> = {
  name: 'focus_candidate_attributes',
  firstId: 15_510_000_189,
  filters: {
    interview_kit_ids: ids((row) => row.interview_kit_id),
    job_candidate_attribute_ids: ids((row) => row.job_candidate_attribute_id),
  },
  record: (row) => ({ ...row }),
}
