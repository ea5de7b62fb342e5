import type { Lag, Withheld } from '@trellis/pipeline'
import type { EventLog, Pool, Tracing } from '@trellis/runtime'
import type { HarvestClient } from './harvest/harvest-client.js'
import type { PollerMetrics } from './poller-metrics.js'

/** One connection, as the poller reads it: what it is named, how it is asked, and where its pages go. */
export interface ConnectionContext {
  readonly connection: string
  /** Names the credentials, and discloses nothing of them: a hash of the client id. */
  readonly credential: string
  readonly harvestUrl: string
  readonly client: HarvestClient
  readonly log: EventLog
  readonly pool: Pool
  readonly lag: Lag
  readonly metrics: PollerMetrics
  /** What is not asked of it, as it was read when the task was chosen (rule P1). Default: nothing. */
  readonly withheld?: Withheld
  /** Undefined where traces are off. */
  readonly tracing?: Tracing | undefined
  /** The context of the task that is worked on, which its records carry. */
  readonly traceparent?: string
}
