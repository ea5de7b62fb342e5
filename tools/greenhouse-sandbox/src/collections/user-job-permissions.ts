import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface UserJobPermission extends Entity {
  readonly job_id: number
  readonly user_id: number
  readonly role_id: number
  readonly automated: boolean | null
}

export const userJobPermissions: Collection<UserJobPermission> = {
  name: 'user_job_permissions',
  firstId: 20_710_000_469,
  filters: {
    job_ids: ids((row) => row.job_id),
    user_ids: ids((row) => row.user_id),
    role_ids: ids((row) => row.role_id),
  },
  record: (row) => ({ ...row }),
}
