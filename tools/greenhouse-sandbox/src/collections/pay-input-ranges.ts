import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface PayInputRange extends Entity {
  readonly pay_input_id: number
  readonly currency_type: string
  readonly min_cents: number
  readonly max_cents: number
  readonly job_post_id: number
}

export const payInputRanges: Collection<PayInputRange> = {
  name: 'pay_input_ranges',
  firstId: 18_370_000_343,
  filters: {
    pay_input_ids: ids((row) => row.pay_input_id),
    job_post_ids: ids((row) => row.job_post_id),
  },
  record: (row) => ({ ...row }),
}
