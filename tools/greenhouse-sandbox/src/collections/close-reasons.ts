import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'

interface CloseReason extends Entity {
  readonly name: string
}

export const closeReasons: Collection<CloseReason> = {
  name: 'close_reasons',
  firstId: 13_820_000_098,
  filters: {},
  record: (row) => ({ ...row }),
}
