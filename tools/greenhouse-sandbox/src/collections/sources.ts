import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'

export interface Source extends Entity {
  readonly name: string
  readonly type: { readonly id: number; readonly name: string }
}

export const sources: Collection<Source> = {
  name: 'sources',
  firstId: 20_320_000_448,
  filters: {},
  record: (row) => ({ ...row }),
}
