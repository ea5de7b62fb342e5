import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'

interface CandidateTag extends Entity {
  readonly name: string
}

export const candidateTags: Collection<CandidateTag> = {
  name: 'candidate_tags',
  firstId: 13_560_000_084,
  filters: {},
  record: (row) => ({ ...row }),
}
