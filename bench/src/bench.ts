import type { Bed } from './bed.js'
import type { Figure } from './figure.js'

/** One measurement: what it loads and what comes of it. */
export interface Bench {
  /** What `npm run bench -- <name>` calls it. */
  readonly name: string
  readonly about: string
  /** Left out unless it is asked for by name or by its option. */
  readonly isExtra?: boolean
  run(bed: Bed, seed: number): Promise<readonly Figure[]>
}
