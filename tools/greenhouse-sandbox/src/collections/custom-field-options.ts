import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids, text } from './filters.js'

interface CustomFieldOption extends Entity {
  readonly custom_field_id: number
  readonly name: string
  readonly external_id: string | null
  readonly sort_order: number
  readonly active: boolean
  /** The name_key of its field. */
  readonly hidden: { readonly custom_field_key: string }
}

export const customFieldOptions: Collection<CustomFieldOption> = {
  name: 'custom_field_options',
  firstId: 14_210_000_119,
  filters: {
    custom_field_ids: ids((row) => row.custom_field_id),
    active: flag((row) => row.active),
    custom_field_key: text((row, key) => row.hidden.custom_field_key === key),
  },
  record: ({ hidden: _, ...record }) => record,
}
