import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { ShownSetting } from '../config/shown-settings.js'
import { BEAT_EVERY_MS, noteServiceProcess, noteServiceStopped } from '../ops/service-process.js'
import type { Logger } from '../telemetry/logger.js'
import { failingChecks, type ServiceHealth } from './operations.controller.js'

/** What a service says of itself in `ops`, for people who look at all of them. */
export interface BeatSettings {
  readonly service: string
  /** Undefined until the database is reached. */
  readonly pool: () => Pool | undefined
  /** Its configuration without secrets. */
  readonly settings: readonly ShownSetting[]
}

/** How soon a database that is just being reached is looked for again. */
const UNTIL_REACHED_MS = 1_000

/** The last word does not hold up the end of a service for longer. */
const LAST_WORD_MS = 2_000

/** The version of the release, which every project of it has. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

/** Notes every ten seconds that the process runs, and what it waits for. A database that is away, or refuses, harms nothing else. */
export class ServiceBeat {
  private readonly stopping = new AbortController()
  private readonly instance = `${hostname()}/${process.pid}`
  private running: Promise<void> | undefined
  private isNoted = false

  constructor(
    private readonly own: BeatSettings,
    private readonly readiness: ServiceHealth['readiness'],
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running ??= this.run()
  }

  /** Notes that the process ends in order; where the database does not answer, it is not waited for. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.race([this.sayLast(), pause(LAST_WORD_MS, undefined, { ref: false })])
  }

  private async sayLast(): Promise<void> {
    await this.running
    const pool = this.own.pool()
    if (!pool || !this.isNoted) return
    await noteServiceStopped(pool, { service: this.own.service, instance: this.instance }).catch(() => undefined)
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      const pool = this.own.pool()
      if (pool) await this.note(pool)
      await pause(pool ? BEAT_EVERY_MS : UNTIL_REACHED_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  private async note(pool: Pool): Promise<void> {
    const { service, settings } = this.own
    try {
      const failing = await failingChecks(this.readiness)
      await noteServiceProcess(pool, {
        ...{ service, instance: this.instance, version, settings, failing },
        ...{ uptimeSeconds: process.uptime(), isFirst: !this.isNoted },
      })
      this.isNoted = true
    } catch (error) {
      this.logger.warn({ err: error }, 'it is not noted in ops that this process runs')
    }
  }
}
