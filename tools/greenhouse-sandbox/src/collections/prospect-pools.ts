import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

interface ProspectPool extends Entity {
  readonly name: string
  readonly active: boolean
  readonly description: string | null
  readonly department_ids: readonly number[]
  readonly office_ids: readonly number[]
  readonly job_ids: readonly number[]
}

export const prospectPools: Collection<ProspectPool> = {
  name: 'prospect_pools',
  firstId: 18_890_000_371,
  filters: {
    department_ids: ids((row) => row.department_ids),
    office_ids: ids((row) => row.office_ids),
    job_ids: ids((row) => row.job_ids),
    active: flag((row) => row.active),
  },
  record: (row) => ({ ...row }),
}
