import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ProspectDetail extends Entity {
  readonly application_id: number
  readonly pool_id: number | null
  readonly pool_stage_id: number | null
  readonly prospect_owner_id: number | null
  readonly department_id: number | null
  readonly office_id: number | null
}

export const prospectDetails: Collection<ProspectDetail> = {
  name: 'prospect_details',
  firstId: 18_630_000_357,
  filters: {
    application_ids: ids((row) => row.application_id),
    pool_ids: ids((row) => row.pool_id),
    pool_stage_ids: ids((row) => row.pool_stage_id),
    prospect_owner_ids: ids((row) => row.prospect_owner_id),
    department_ids: ids((row) => row.department_id),
    office_ids: ids((row) => row.office_id),
  },
  record: (row) => ({ ...row }),
}
