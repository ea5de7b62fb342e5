import { ALL_WITHHELD, withheldBy, type Withheld } from '@trellis/pipeline'
import { pgFault, type Logger, type LogRecord, type WithheldCount } from '@trellis/runtime'
import type { NormalizedBatch, WithheldOf } from './normalize-batch.js'

/** How soon a changed switch is taken up, and what was left out is added to what is counted. */
const REFRESH_MS = 2_000

/** Where switches are read and counts are kept: `ops`. */
export interface PrivacyPorts {
  readonly read: () => Promise<ReadonlyMap<string, readonly string[]>>
  readonly keep: (counts: readonly WithheldCount[]) => Promise<void>
}

/**
 * The privacy switches of the connections, in memory (rule P1): read every few seconds, and at once where an event is of a connection that is not known yet. While
 * Postgres is away the known ones hold, since none of them can be changed there; an event of an unknown connection waits for it. Of who is no connection in use
 * nothing is kept that any switch is about.
 */
export class PrivacyDirectory {
  private known: ReadonlyMap<string, Withheld> | undefined
  private timer: NodeJS.Timeout | undefined
  private counts = new Map<string, WithheldCount>()

  constructor(
    private readonly ports: PrivacyPorts,
    private readonly logger: Logger,
  ) {}

  /** For readiness: throws before the switches were read once. */
  check(): void {
    if (!this.known) throw new Error('the privacy switches are not read yet')
  }

  /** What may not be kept of the connections that these records are of. Throws a Fault where that is not known and Postgres does not answer. */
  async withheldIn(records: readonly LogRecord[]): Promise<WithheldOf> {
    const known = this.known
    const isKnown = (id: string | undefined): boolean => id === undefined || known?.has(id) === true
    if (!known || !records.every(({ message }) => isKnown(message.headers['ce_connection']))) await this.refresh()
    const withheld = this.known
    return (connection) => withheld?.get(connection) ?? ALL_WITHHELD
  }

  /** Counts what was left out; it is kept a moment later. */
  note(withheld: NormalizedBatch['withheld']): void {
    for (const { connection, resource, as: what, cells } of withheld) this.add({ connection, resource, what, events: 1, cells })
  }

  /** Reads the switches again every few seconds, and keeps what was counted. */
  start(): void {
    const again = async (): Promise<void> => {
      await this.refresh().catch((error: unknown) => this.logger.warn({ err: error }, 'privacy switches not read'))
      await this.keepCounts().catch((error: unknown) => this.logger.warn({ err: error }, 'what was left out is not counted yet'))
      if (this.timer) this.timer = setTimeout(() => void again(), REFRESH_MS)
    }
    this.timer = setTimeout(() => void again(), 0)
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    await this.keepCounts().catch(() => undefined)
  }

  /** Throws a Fault where Postgres does not answer. */
  async refresh(): Promise<void> {
    const read = await this.ports.read().catch((error: unknown) => {
      throw pgFault(error)
    })
    this.known = new Map([...read].map(([id, leaveOut]) => [id, withheldBy(leaveOut)]))
  }

  /** Adds what was left out to what is counted. Where Postgres does not answer it throws a Fault, and nothing is lost. */
  async keepCounts(): Promise<void> {
    const counted = [...this.counts.values()]
    this.counts = new Map()
    try {
      await this.ports.keep(counted)
    } catch (error) {
      for (const count of counted) this.add(count)
      throw error
    }
  }

  private add(count: WithheldCount): void {
    const key = JSON.stringify([count.connection, count.resource, count.what])
    const { events = 0, cells = 0 } = this.counts.get(key) ?? {}
    this.counts.set(key, { ...count, events: events + count.events, cells: cells + count.cells })
  }
}
