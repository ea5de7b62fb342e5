/** What a rebuild reports, on its standard output: one JSON line each. */
export type RebuildEvent =
  | {
      readonly event: 'generation'
      readonly generation: number
      readonly revision: number
      readonly resumed: boolean
      readonly asOf?: string
      readonly resource?: string
    }
  | RebuildProgress
  | { readonly event: 'parity'; readonly generation: number; readonly with: number; readonly resources: readonly TableParity[] }
  | { readonly event: 'complete'; readonly generation: number; readonly seconds: number; readonly events: number }
  | { readonly event: 'waiting'; readonly why: string }
  | { readonly event: 'switched'; readonly from: number; readonly to: number; readonly recreated: readonly string[] }
  | { readonly event: 'shown'; readonly generation: number; readonly schema: string }
  | { readonly event: 'replaced'; readonly generation: number; readonly resource: string }
  | { readonly event: 'dropped'; readonly generation: number }
  | { readonly event: 'generations'; readonly generations: readonly ListedGeneration[] }
  | { readonly event: 'refused'; readonly why: string; readonly dependents?: readonly string[] }

/** How far reading raw is. `secondsLeft` is null while nothing can be said. */
export interface RebuildProgress {
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

/** What a generation is, in one word. */
export type GenerationState = 'current' | 'being made' | 'complete' | 'previous' | 'as of'

/** How a resource's new table compares with the one that readers see. */
export interface TableParity {
  readonly resource: string
  /** Null where that generation has no such table. */
  readonly before: TableContents | null
  readonly after: TableContents | null
  /** The same rows with the same cells, of the columns that both have. */
  readonly same: boolean
  readonly onlyBefore: number
  readonly onlyAfter: number
  /** Rows that both have and that differ, by column. */
  readonly differing: Readonly<Record<string, number>>
  /** Of the rows that differ, those of which one of the two has heard a later word: they are still on their way. */
  readonly underWay: number
  /** Columns that only the one or the other has, or that have another type: what is to be expected. */
  readonly added: readonly string[]
  readonly dropped: readonly string[]
  readonly retyped: readonly string[]
}

/** What a table holds: the checksum is the same for the same cells, whatever the order of rows. */
export interface TableContents {
  readonly rows: number
  readonly live: number
  readonly checksum: string
}
