import type { Bed } from './bed.js'
import type { Figure } from './figure.js'

/** How large a load is, and how often it is measured. */
export interface Load {
  readonly size: number
  readonly runs: number
}

/** One measurement: what it loads and what comes of it. */
export interface Bench {
  /** What `npm run bench -- <name>` calls it. */
  readonly name: string
  readonly about: string
  /** What a load's size counts. */
  readonly counts: string
  readonly full: Load
  readonly quick: Load
  /** A load of a few seconds, and the ratio by which every run of the specs holds it against its reference. */
  readonly guard?: { readonly size: number; readonly figure: string }
  /** The smallest size of three that show how cost grows. */
  readonly least?: number
  /** Left out unless it is asked for by name or by its option. */
  readonly isExtra?: boolean
  run(bed: Bed, load: Load, seed: number): Promise<readonly Figure[]>
}
