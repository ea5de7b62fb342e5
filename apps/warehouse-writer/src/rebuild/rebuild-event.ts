import type { GenerationState } from './generation-record.js'
import type { Parity } from './parity.js'

/** What a rebuild tells of itself: one JSON line each. */
export type RebuildEvent =
  | {
      readonly event: 'generation'
      readonly generation: number
      readonly revision: number
      readonly resumed: boolean
      readonly asOf?: string
      readonly resource?: string
    }
  | Progress
  | { readonly event: 'parity'; readonly generation: number; readonly with: number; readonly resources: readonly Parity[] }
  | { readonly event: 'complete'; readonly generation: number; readonly seconds: number; readonly events: number }
  | { readonly event: 'waiting'; readonly why: string }
  | { readonly event: 'switched'; readonly from: number; readonly to: number; readonly recreated: readonly string[] }
  | { readonly event: 'shown'; readonly generation: number; readonly schema: string }
  | { readonly event: 'replaced'; readonly generation: number; readonly resource: string }
  | { readonly event: 'dropped'; readonly generation: number }
  | { readonly event: 'generations'; readonly generations: readonly ListedGeneration[] }
  | { readonly event: 'refused'; readonly why: string; readonly dependents?: readonly string[] }

/** How far reading raw is. `secondsLeft` is null while nothing can be said. */
export interface Progress {
  readonly event: 'progress'
  readonly phase: 'replay' | 'catch-up'
  readonly done: number
  readonly total: number
  readonly perSecond: number
  readonly secondsLeft: number | null
}

/** A generation as `rebuild list` shows it; instants in ISO 8601. */
export interface ListedGeneration {
  readonly generation: number
  readonly state: GenerationState
  readonly revision: number
  readonly createdAt: string
  readonly completeAt: string | null
  readonly switchedAt: string | null
  readonly asOf: string | null
  /** Of its tables and their indexes on disk. */
  readonly bytes: number
}

/** Hears what is done. */
export type Tell = (event: RebuildEvent) => void
