import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ApproverGroup extends Entity {
  readonly approval_flow_id: number
  readonly approvals_required: number
  readonly sort_order: number
  readonly required_for_exception: boolean
  readonly resolved_at: string | null
}

export const approverGroups: Collection<ApproverGroup> = {
  name: 'approver_groups',
  firstId: 12_520_000_028,
  filters: {
    approval_flow_ids: ids((row) => row.approval_flow_id),
  },
  record: (row) => ({ ...row }),
}
