import type { EventLog, Pool } from '@trellis/runtime'

/** What an operation reads and writes: the log, and the database. */
export interface Stores {
  readonly log: EventLog
  readonly pool: Pool
}
