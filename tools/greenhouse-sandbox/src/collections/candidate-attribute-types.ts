import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag } from './filters.js'

interface CandidateAttributeType extends Entity {
  readonly name: string
  readonly job_id: number
  readonly sort_order: number
  readonly active: boolean
  readonly is_draft: boolean | null
}

export const candidateAttributeTypes: Collection<CandidateAttributeType> = {
  name: 'candidate_attribute_types',
  firstId: 13_170_000_063,
  filters: {
    active: flag((row) => row.active),
    is_draft: flag((row) => row.is_draft),
  },
  record: (row) => ({ ...row }),
}
