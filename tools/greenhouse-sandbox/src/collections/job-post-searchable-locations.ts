import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface JobPostSearchableLocation extends Entity {
  readonly job_post_id: number
  readonly location: string
  readonly city: string
  readonly county: string
  readonly postal_code: string
  readonly region_short_name: string
  readonly region_long_name: string
  readonly country_short_name: string
  readonly country_long_name: string
  readonly latitude: number
  readonly longitude: number
}

export const jobPostSearchableLocations: Collection<JobPostSearchableLocation> = {
  name: 'job_post_searchable_locations',
  firstId: 17_460_000_294,
  filters: {
    job_post_ids: ids((row) => row.job_post_id),
  },
  record: (row) => ({ ...row }),
}
