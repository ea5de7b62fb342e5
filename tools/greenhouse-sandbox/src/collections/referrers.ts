import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface Referrer extends Entity {
  readonly user_id: number | null
  readonly name: string
}

export const referrers: Collection<Referrer> = {
  name: 'referrers',
  firstId: 19_020_000_378,
  filters: {
    user_ids: ids((row) => row.user_id),
  },
  record: (row) => ({ ...row }),
}
