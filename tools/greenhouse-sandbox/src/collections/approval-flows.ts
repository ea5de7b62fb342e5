import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

export interface ApprovalFlow extends Entity {
  readonly job_id: number
  readonly offer_id: number | null
  readonly approval_type: 'open_job' | 'offer_job' | 'offer_candidate'
  readonly sequential: boolean
  readonly version: number
  readonly requested_by_id: number | null
  readonly approval_status: 'pending' | 'rejected' | 'approved' | null
}

export const approvalFlows: Collection<ApprovalFlow> = {
  name: 'approval_flows',
  firstId: 12_390_000_021,
  filters: {
    job_ids: ids((row) => row.job_id),
    offer_ids: ids((row) => row.offer_id),
    approval_type: word(['open_job', 'offer_job', 'offer_candidate'], (row) => row.approval_type),
  },
  record: (row) => ({ ...row }),
}
