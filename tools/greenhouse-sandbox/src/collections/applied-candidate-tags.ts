import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface AppliedCandidateTag extends Entity {
  readonly candidate_tag_id: number
  readonly candidate_id: number
}

export const appliedCandidateTags: Collection<AppliedCandidateTag> = {
  name: 'applied_candidate_tags',
  firstId: 12_260_000_014,
  filters: {
    candidate_tag_ids: ids((row) => row.candidate_tag_id),
    candidate_ids: ids((row) => row.candidate_id),
  },
  record: (row) => ({ ...row }),
}
