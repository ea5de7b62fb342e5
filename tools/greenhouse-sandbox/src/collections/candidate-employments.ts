import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

interface CandidateEmployment extends Entity {
  readonly candidate_id: number
  readonly company_name: string
  readonly title: string
  readonly start_date: string
  readonly end_date: string | null
  readonly latest: boolean | null
}

export const candidateEmployments: Collection<CandidateEmployment> = {
  name: 'candidate_employments',
  firstId: 13_430_000_077,
  filters: {
    candidate_ids: ids((row) => row.candidate_id),
    latest: flag((row) => row.latest),
  },
  record: (row) => ({ ...row }),
}
