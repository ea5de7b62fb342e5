import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { integer, text } from './filters.js'

export interface Office extends Entity {
  readonly name: string
  readonly parent_id: number | null
  readonly external_id: string | null
  readonly location: string | null
  readonly primary_in_house_contact_user_id: number | null
}

export const offices: Collection<Office> = {
  name: 'offices',
  firstId: 4_100_000_000,
  filters: {
    parent_id: integer((row, id) => row.parent_id === id),
    external_id: text((row, id) => row.external_id === id),
  },
  record: (row) => ({ ...row }),
}
