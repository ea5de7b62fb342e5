import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, text } from './filters.js'

interface BulkRequest extends Entity {
  readonly bulk_action_uuid: string
  readonly requested_by_user_id: number
  readonly status: string
  readonly record_count: number
  readonly success_count: number
  readonly failure_count: number
  readonly callback_url: string | null
  readonly callback_response: string | null
  readonly completed_at: string | null
  readonly expires_at: string | null
  readonly api_endpoint: string
  readonly requested_at: string | null
}

export const bulkRequests: Collection<BulkRequest> = {
  name: 'bulk_requests',
  firstId: 13_040_000_056,
  filters: {
    bulk_action_uuid: text((row, wanted) => row.bulk_action_uuid === wanted),
    active: flag((row) => row.completed_at === null),
  },
  record: (row) => ({ ...row }),
}
