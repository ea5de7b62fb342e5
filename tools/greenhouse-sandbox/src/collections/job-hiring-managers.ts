import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface JobHiringManager extends Entity {
  readonly user_id: number
  readonly job_id: number
}

export const jobHiringManagers: Collection<JobHiringManager> = {
  name: 'job_hiring_managers',
  firstId: 16_680_000_252,
  filters: {
    user_ids: ids((row) => row.user_id),
    job_ids: ids((row) => row.job_id),
  },
  record: (row) => ({ ...row }),
}
