import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { switchOnly } from './filters.js'

interface RejectionReason extends Entity {
  readonly name: string
  readonly type: { readonly id: number; readonly key: string; readonly name: string }
  /** Greenhouse's own, which listings leave out unless asked. */
  readonly hidden: { readonly is_default: boolean }
}

export const rejectionReasons: Collection<RejectionReason> = {
  name: 'rejection_reasons',
  firstId: 19_280_000_392,
  filters: {
    include_defaults: switchOnly,
  },
  record: ({ hidden: _, ...record }) => record,
  // Only the organisation's own unless the defaults are asked for
  // (https://harvestdocs.greenhouse.io/reference/get_v3-rejection-reasons).
  leavesOut: (given) => (given.get('include_defaults') === 'true' ? () => false : (row) => row.hidden.is_default),
}
