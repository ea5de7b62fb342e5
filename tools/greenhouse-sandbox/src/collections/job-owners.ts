import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

export interface JobOwner extends Entity {
  readonly job_id: number
  readonly user_id: number
  readonly type: 'sourcer' | 'recruiter' | 'coordinator'
  readonly responsible: boolean
}

export const jobOwners: Collection<JobOwner> = {
  name: 'job_owners',
  firstId: 17_200_000_280,
  filters: {
    user_ids: ids((row) => row.user_id),
    job_ids: ids((row) => row.job_id),
    type: word(['sourcer', 'recruiter', 'coordinator'], (row) => row.type),
  },
  record: (row) => ({ ...row }),
}
