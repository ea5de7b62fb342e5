import type { Instant } from '@trellis/pipeline'
import { addRefusalExamples, addRefusals, noteAtEndpoints, transact, type Logger, type Pool } from '@trellis/runtime'
import type { RefusalTally } from './refusal-tally.js'

const WRITE_EVERY_MS = 5_000
const WARN_EVERY_MS = 60_000

/**
 * Writes what was counted to `ops` every few seconds, by three statements at most however much came. While Postgres is away it stays in the tally, and
 * webhooks are answered as ever.
 */
export class RefusalWriter {
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> | undefined
  private warnedAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly tally: RefusalTally,
    /** Undefined until Postgres has answered once. */
    private readonly pool: () => Pool | undefined,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.write(), WRITE_EVERY_MS).unref()
  }

  /** Writes what is left, once. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.writing
    await this.write()
  }

  /** One at a time. A commit whose answer was lost is written again: counts err to the greater side. */
  async write(): Promise<void> {
    this.writing ??= this.writeNow().finally(() => (this.writing = undefined))
    await this.writing
  }

  private async writeNow(): Promise<void> {
    const pool = this.pool()
    if (!pool) return
    const taken = this.tally.take()
    const { counts, examples, pings } = taken
    if (counts.length + pings.length === 0) return
    try {
      await transact(pool, async (client) => {
        await addRefusals(client, counts)
        await addRefusalExamples(client, examples)
        await noteAtEndpoints(
          client,
          pings.map(({ connection, endpoint, lastUs, times }) => ({
            ...{ connection, times, what: 'ping', at: lastUs as Instant },
            endpoint: endpoint === '' ? undefined : endpoint,
          })),
        )
      })
    } catch (error) {
      this.tally.putBack(taken)
      if (performance.now() - this.warnedAt < WARN_EVERY_MS) return
      this.warnedAt = performance.now()
      this.logger.warn({ err: error }, 'refused webhooks are not written; they are counted here until they are')
    }
  }
}
