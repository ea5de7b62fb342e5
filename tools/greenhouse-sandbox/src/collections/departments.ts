import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { integer, text } from './filters.js'

export interface Department extends Entity {
  readonly name: string
  readonly parent_id: number | null
  readonly external_id: string | null
}

export const departments: Collection<Department> = {
  name: 'departments',
  firstId: 4_000_000_000,
  filters: {
    parent_id: integer((row, id) => row.parent_id === id),
    external_id: text((row, id) => row.external_id === id),
  },
  record: (row) => ({ ...row }),
}
