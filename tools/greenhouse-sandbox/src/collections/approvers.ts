import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

interface Approver extends Entity {
  readonly sort_order: number | null
  readonly user_id: number
  readonly status: 'waiting' | 'due' | 'approved' | 'rejected'
  readonly resolved_by_id: number | null
  readonly resolved_at: string | null
  readonly request_sent_at: string | null
  readonly version_sent: number | null
  readonly reminder_sent_at: string | null
  readonly reminder_sent_by_id: number | null
  readonly reminders_sent: number | null
  readonly approver_group_id: number | null
  readonly added_by_custom_field_id: number | null
  readonly send_auto_reminder_at: string | null
  readonly auto_reminders_sent: number | null
}

export const approvers: Collection<Approver> = {
  name: 'approvers',
  firstId: 12_650_000_035,
  filters: {
    approver_group_ids: ids((row) => row.approver_group_id),
    user_ids: ids((row) => row.user_id),
    status: word(['waiting', 'due', 'approved', 'rejected'], (row) => row.status),
  },
  record: (row) => ({ ...row }),
}
