import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, text, word } from './filters.js'

interface JobPostLocation extends Entity {
  readonly plain_text_location: string | null
  readonly office_id: number | null
  readonly type: 'free_text' | 'office' | 'custom_list' | null
  readonly job_post_id: number | null
  readonly custom_location_id: number | null
}

export const jobPostLocations: Collection<JobPostLocation> = {
  name: 'job_post_locations',
  firstId: 17_330_000_287,
  filters: {
    office_ids: ids((row) => row.office_id),
    job_post_ids: ids((row) => row.job_post_id),
    custom_location_ids: ids((row) => row.custom_location_id),
    type: word(['free_text', 'office', 'custom_list'], (row) => row.type),
    plain_text_location: text((row, wanted) => row.plain_text_location === wanted),
  },
  record: (row) => ({ ...row }),
}
