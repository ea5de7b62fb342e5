import { Random } from '@trellis/greenhouse-sandbox'
import { scratchDir, startKafka, startPostgres, until, type RunningKafka, type RunningPostgres } from '@trellis/local'
import { drawBlows, type Blow, type Measure } from './hard-week-blows.js'
import { weather, type Ending } from './hard-week-weather.js'
import { KeepAlive } from './keep-alive.js'
import { sweepAll } from './sweep-all.js'
import { makeWorld, type World } from './world.js'

/** What a week is made of. The same seed draws the same company, weather and blows; when a blow falls into what work is another each time. */
export interface WeekSettings extends Measure {
  readonly seed: number
  readonly candidates: number
  readonly stepsPerSecond: number
  readonly ending: Ending
}

/** How long listings lag in a hard week, and so how long everything waits that has to outlast them. */
export const LIMITS = { settleMs: 400, overlapMs: 6_000 }

/** A minute between Greenhouse's attempts, which make 916 of them. Without a sweep a delivery that is given up is never made up for: its attempts outlast every outage, on a slow machine too. */
const RETRY_UNIT_MS = { swept: 30, 'not swept': 200 } as const satisfies Record<Ending, number>

/** How long the last words may take: what paused because of failures waits up to a minute, and thousands of re-reads may be due. For what hangs. */
const QUIET_MS = 900_000

/** A week that was lived through: a world with its own Kafka and Postgres, at rest, and what happened in it. */
export interface HardWeek {
  readonly world: World
  /** One line per thing that happened, the seed first. */
  readonly journal: readonly string[]
  /** An instant in the middle of it, milliseconds since the epoch. */
  readonly halfTimeMs: number
  close(): Promise<void>
}

/** Lives through a hard week: everything goes wrong by chance, then the company rests, the world is quiet, and every service is up. */
export async function liveHardWeek(settings: WeekSettings): Promise<HardWeek> {
  const dirs = { kafka: await scratchDir('kafka'), postgres: await scratchDir('postgres') }
  const [kafka, postgres] = await Promise.all([startKafka({ dir: dirs.kafka }), startPostgres({ dir: dirs.postgres })])
  const world = await makeWorld({
    brokers: kafka.brokers,
    databaseUrl: postgres.url,
    sandbox: {
      candidates: settings.candidates,
      seed: settings.seed,
      silentCascades: settings.ending === 'swept',
      retryUnitMs: RETRY_UNIT_MS[settings.ending],
    },
    env: {
      SETTLE_MS: String(LIMITS.settleMs),
      OVERLAP_MS: String(LIMITS.overlapMs),
      POLL_WARM_MS: '6000',
      POLL_SETTINGS_MS: '8000',
      SWEEP_EVERY_MS: settings.ending === 'swept' ? '20000' : '86400000',
    },
  })
  const week = new Week(settings, dirs, { kafka, postgres }, world)
  const close = async (): Promise<void> => {
    await week.keepAlive.release()
    await week.allAnswer()
    await world.close()
    await Promise.all([week.infrastructure.kafka.stop(), week.infrastructure.postgres.stop()])
  }
  try {
    await week.live()
  } catch (error) {
    process.stdout.write(`${week.journal.join('\n')}\n${error instanceof Error ? error.stack : String(error)}\n`)
    await close()
    throw error
  }
  return { world, journal: week.journal, halfTimeMs: week.halfTimeMs, close }
}

/** The state of a week that is under way. */
class Week {
  readonly journal: string[] = []
  readonly keepAlive: KeepAlive
  halfTimeMs = 0
  private readonly random: Random
  private readonly startedAt = performance.now()

  constructor(
    private readonly settings: WeekSettings,
    private readonly dirs: { readonly kafka: string; readonly postgres: string },
    readonly infrastructure: { kafka: RunningKafka; postgres: RunningPostgres },
    private readonly world: World,
  ) {
    this.random = new Random(settings.seed)
    this.keepAlive = new KeepAlive(world)
    this.note(`HARD_WEEK_SEED=${settings.seed}, ${settings.candidates} candidates, ${settings.steps} steps`)
  }

  async live(): Promise<void> {
    const { steps, stepsPerSecond } = this.settings
    await this.world.start()
    this.keepAlive.watch()
    this.note('every service is up')
    // The first sync is under way when the week begins.
    this.world.sandbox.setPace(stepsPerSecond)
    for (const blow of drawBlows(this.random, this.settings)) {
      await this.stepReached(blow.atStep)
      if (this.halfTimeMs === 0 && blow.atStep >= steps / 2) this.halfTimeMs = Date.now()
      await this.fall(blow)
    }
    await this.stepReached(steps)
    this.world.sandbox.freeze()
    this.world.sandbox.clearFaults()
    await this.keepAlive.allUp()
    this.note(`the week is over; ${this.keepAlive.ends.length} ends: ${this.keepAlive.ends.join('; ')}`)
    // Bodies that came again wait at the ingress for a minute and longer; an orderly end appends them, and the log is at rest.
    await this.world.sandbox.settled(QUIET_MS)
    await this.keepAlive.restart('webhook-ingress')
    await this.world.synced(QUIET_MS)
    await this.world.drained(QUIET_MS)
    this.note('the last words are in the tables')
    if (this.settings.ending === 'not swept') return
    const confirmed = await sweepAll(this.world, LIMITS.overlapMs)
    this.note(`every collection is swept; ${confirmed} absences were confirmed by hand`)
  }

  /** Waits until nothing of the infrastructure is away, so it can be stopped in order. */
  async allAnswer(): Promise<void> {
    this.infrastructure.kafka = await startedAgain(this.infrastructure.kafka, () => startKafka({ dir: this.dirs.kafka }))
    this.infrastructure.postgres = await startedAgain(this.infrastructure.postgres, () =>
      startPostgres({ dir: this.dirs.postgres }),
    )
  }

  private async fall(blow: Blow): Promise<void> {
    const { sandbox } = this.world
    switch (blow.type) {
      case 'weather': {
        const faults = weather(this.random, LIMITS, this.settings.ending)
        sandbox.setFaults(faults)
        this.note(`weather: ${JSON.stringify(faults)}`)
        return
      }
      case 'credentials':
        if (blow.what === 'tokens') sandbox.expireTokens()
        else sandbox.expireCursors()
        this.note(`${blow.what} expire`)
        return
      case 'kill':
        await this.slowly(() => this.keepAlive.isUp(blow.who))
        await this.keepAlive.kill(blow.who, this.stepReached(blow.atStep + blow.absentSteps))
        this.note(`${blow.who} is killed, and away for ${blow.absentSteps} steps`)
        return
      case 'outage':
        return this.outage(blow.of, blow.atStep + blow.absentSteps)
      default:
        return blow satisfies never
    }
  }

  private async outage(of: 'kafka' | 'postgres', backAtStep: number): Promise<void> {
    this.note(`${of} is killed`)
    await this.infrastructure[of].kill()
    await this.stepReached(backAtStep)
    await this.slowly(async () => {
      if (of === 'kafka') this.infrastructure.kafka = await startKafka({ dir: this.dirs.kafka })
      else this.infrastructure.postgres = await startPostgres({ dir: this.dirs.postgres })
    })
    this.note(`${of} is back`)
  }

  /** On a slow machine everything else takes longer too: the company's life must not be over when the next blow falls. */
  private async slowly(wait: () => Promise<unknown>): Promise<void> {
    const { sandbox } = this.world
    sandbox.setPace(this.settings.stepsPerSecond / 5)
    await wait()
    sandbox.setPace(this.settings.stepsPerSecond)
  }

  private async stepReached(step: number): Promise<void> {
    const limitMs = 60_000 + (10 * this.settings.steps * 1_000) / this.settings.stepsPerSecond
    await until(() => this.world.sandbox.state().steps >= Math.min(step, this.settings.steps), {
      what: `step ${step} of the week`,
      limitMs,
      everyMs: 10,
    })
  }

  private note(what: string): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1)
    this.journal.push(`${seconds} s, step ${this.world.sandbox.state().steps}: ${what}`)
  }
}

async function startedAgain<T extends { readonly pid: number }>(server: T, start: () => Promise<T>): Promise<T> {
  try {
    process.kill(server.pid, 0)
    return server
  } catch {
    return start()
  }
}
