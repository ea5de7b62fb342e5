import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, ids } from './filters.js'

export interface EeocAnswer extends Entity {
  readonly application_id: number
  readonly candidate_id: number
  readonly gender: { readonly id: number | null; readonly description: string | null } | null
  readonly race: { readonly id: number | null; readonly description: string | null } | null
  readonly veteran_status: { readonly id: number | null; readonly description: string | null } | null
  readonly disability_status: { readonly id: number | null; readonly description: string | null } | null
  readonly submitted_at: string | null
}

export const eeoc: Collection<EeocAnswer> = {
  name: 'eeoc',
  firstId: 15_250_000_175,
  filters: {
    application_ids: ids((row) => row.application_id),
    submitted_at: dates((row) => row.submitted_at),
  },
  record: (row) => ({ ...row }),
}
