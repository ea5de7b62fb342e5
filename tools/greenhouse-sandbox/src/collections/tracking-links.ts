import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, text } from './filters.js'

interface TrackingLink extends Entity {
  readonly job_id: number | null
  readonly token: string
  readonly source_id: number | null
  readonly related_post_id: number | null
  readonly related_post_type: string | null
  readonly referrer_id: number | null
  readonly job_board_id: number | null
  readonly job_post_id: number | null
}

export const trackingLinks: Collection<TrackingLink> = {
  name: 'tracking_links',
  firstId: 20_450_000_455,
  filters: {
    job_ids: ids((row) => row.job_id),
    source_ids: ids((row) => row.source_id),
    referrer_ids: ids((row) => row.referrer_id),
    job_board_ids: ids((row) => row.job_board_id),
    job_post_ids: ids((row) => row.job_post_id),
    related_post_ids: ids((row) => row.related_post_id),
    token: text((row, wanted) => row.token === wanted),
    related_post_type: text((row, wanted) => row.related_post_type === wanted),
  },
  record: (row) => ({ ...row }),
}
