import type { JsonRecord } from '../collections/collection.js'
import type { Invention } from '../company/invention.js'
import type { Happening } from '../company/ties.js'

/** What a step acts in. */
export interface World extends Happening {
  readonly invention: Invention
  readonly raise: (action: string, payload: JsonRecord) => void
}

/** Something that happens in the company. */
export interface Step {
  readonly name: string
  /** How often, in relation to the others. */
  readonly weight: number
  /** Does it, or answers false where there is nothing to do it to. */
  readonly take: (world: World) => boolean
}
