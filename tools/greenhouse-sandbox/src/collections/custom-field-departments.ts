import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface CustomFieldDepartment extends Entity {
  readonly custom_field_id: number
  readonly department_id: number
}

export const customFieldDepartments: Collection<CustomFieldDepartment> = {
  name: 'custom_field_departments',
  firstId: 13_950_000_105,
  filters: {
    custom_field_ids: ids((row) => row.custom_field_id),
    department_ids: ids((row) => row.department_id),
  },
  record: (row) => ({ ...row }),
}
