import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'

interface UserRole extends Entity {
  readonly role_type: 'deprecated_interviewer' | 'job_admin' | 'site_admin'
  readonly name: string
}

export const userRoles: Collection<UserRole> = {
  name: 'user_roles',
  firstId: 20_840_000_476,
  filters: {},
  record: (row) => ({ ...row }),
}
