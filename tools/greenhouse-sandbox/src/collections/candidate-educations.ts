import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, flag, ids } from './filters.js'

interface CandidateEducation extends Entity {
  readonly candidate_id: number
  readonly school_name_custom_field_option_id: number | null
  readonly degree_custom_field_option_id: number | null
  readonly discipline_custom_field_option_id: number | null
  readonly start_at: string | null
  readonly end_at: string | null
  readonly latest: boolean
  readonly start_date_month: number | null
  readonly start_date_year: number | null
  readonly end_date_month: number | null
  readonly end_date_year: number | null
}

export const candidateEducations: Collection<CandidateEducation> = {
  name: 'candidate_educations',
  firstId: 13_300_000_070,
  filters: {
    candidate_ids: ids((row) => row.candidate_id),
    start_at: dates((row) => row.start_at),
    end_at: dates((row) => row.end_at),
    latest: flag((row) => row.latest),
  },
  record: (row) => ({ ...row }),
}
