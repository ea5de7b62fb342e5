import type { Cascade } from '../acts/removals.js'
import type { JsonRecord } from '../collections/collection.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'

/** What a step acts in. */
export interface World {
  readonly company: Company
  readonly invention: Invention
  /** The moment of the step, in milliseconds. */
  readonly at: number
  /** `visible`: only what some listing window or webhook shows may happen. */
  readonly cascade: Cascade
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
