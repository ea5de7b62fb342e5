import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface PayInput extends Entity {
  readonly title: string
  readonly blurb: string
  readonly priority: number
  readonly linked_custom_field_id: number
  readonly locked: boolean
}

export const payInputs: Collection<PayInput> = {
  name: 'pay_inputs',
  firstId: 18_500_000_350,
  filters: {
    linked_custom_field_ids: ids((row) => row.linked_custom_field_id),
  },
  record: (row) => ({ ...row }),
}
