import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface ProspectPoolStage extends Entity {
  readonly prospect_pool_id: number
  readonly name: string
  readonly sort_order: number
}

export const prospectPoolStages: Collection<ProspectPoolStage> = {
  name: 'prospect_pool_stages',
  firstId: 18_760_000_364,
  filters: {
    prospect_pool_ids: ids((row) => row.prospect_pool_id),
  },
  record: (row) => ({ ...row }),
}
