import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

export interface JobCandidateAttribute extends Entity {
  readonly job_id: number
  readonly candidate_attribute_type_id: number
  readonly active: boolean
  readonly sort_order: number | null
  readonly name: string
}

export const jobCandidateAttributes: Collection<JobCandidateAttribute> = {
  name: 'job_candidate_attributes',
  firstId: 16_550_000_245,
  filters: {
    job_ids: ids((row) => row.job_id),
    candidate_attribute_type_ids: ids((row) => row.candidate_attribute_type_id),
    active: flag((row) => row.active),
  },
  record: (row) => ({ ...row }),
}
