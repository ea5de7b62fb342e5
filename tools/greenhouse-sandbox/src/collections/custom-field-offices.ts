import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface CustomFieldOffice extends Entity {
  readonly custom_field_id: number
  readonly office_id: number
}

export const customFieldOffices: Collection<CustomFieldOffice> = {
  name: 'custom_field_offices',
  firstId: 14_080_000_112,
  filters: {
    custom_field_ids: ids((row) => row.custom_field_id),
    office_ids: ids((row) => row.office_id),
  },
  record: (row) => ({ ...row }),
}
