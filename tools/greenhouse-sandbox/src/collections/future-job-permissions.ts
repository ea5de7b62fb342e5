import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { departments } from './departments.js'
import { ids, text } from './filters.js'
import { offices } from './offices.js'

interface FutureJobPermission extends Entity {
  readonly department_id: number | null
  readonly user_id: number
  readonly office_id: number | null
  readonly role_id: number
}

export const futureJobPermissions: Collection<FutureJobPermission> = {
  name: 'future_job_permissions',
  firstId: 15_640_000_196,
  filters: {
    department_ids: ids((row) => row.department_id),
    office_ids: ids((row) => row.office_id),
    user_ids: ids((row) => row.user_id),
    role_ids: ids((row) => row.role_id),
    external_department_id: text((row, id, others) => others.one(departments, row.department_id)?.external_id === id),
    external_office_id: text((row, id, others) => others.one(offices, row.office_id)?.external_id === id),
  },
  record: (row) => ({ ...row }),
}
