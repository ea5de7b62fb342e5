import {
  currentGeneration,
  endRebuildOrder,
  noteRebuildOrder,
  pgFault,
  retryFault,
  takeRebuildOrder,
  type Logger,
  type Pool,
  type RebuildEvent,
  type RebuildSaid,
  type TakenOrder,
} from '@trellis/runtime'
import { argumentsOf, type RebuildChild } from './rebuild-child.js'
import { whatWasSaid } from './what-was-said.js'

/** How often a writer says that it is at an order, and looks whether it was cancelled. */
const NOTE_MS = 1_000

/** So often may writers die over an order; what kills the third would kill the next one too. */
const MOST_DEATHS = 3

/** What orders are taken up with. */
interface OrderPorts {
  readonly pool: Pool
  readonly logger: Logger
  /** This process, for people to read. */
  readonly writer: string
  readonly start: (args: readonly string[], onEvent: (event: RebuildEvent) => void) => RebuildChild
}

/** Takes up what was ordered at the console: one rebuild at a time, in a process of its own, while the writer goes on writing. */
export class RebuildOrders {
  private isClosing = false
  private child: RebuildChild | undefined
  private atWork: Promise<void> | undefined

  constructor(private readonly ports: OrderPorts) {}

  /** Takes up an order where there is one, and does it. Never rejects; returns at once while it is at one. */
  look(): Promise<void> {
    if (this.atWork || this.isClosing) return Promise.resolve()
    const { logger } = this.ports
    this.atWork = this.takeOne()
      .catch((error: unknown) => logger.warn({ err: error }, 'orders of rebuilds are looked for again'))
      .finally(() => (this.atWork = undefined))
    return this.atWork
  }

  /** Gives back what is under way, for another writer to go on with. */
  async close(): Promise<void> {
    this.isClosing = true
    this.child?.end()
    await this.atWork
  }

  private async takeOne(): Promise<void> {
    const { pool, logger, writer } = this.ports
    const order = await takeRebuildOrder(pool, writer)
    if (!order) return
    const ended = await this.endedBefore(order)
    if (ended) return end(pool, order, ...ended)
    logger.info({ order: order.id, asked: order.asked, deaths: order.deaths }, 'a rebuild was ordered')
    const [state, said] = await this.perform(order)
    await end(pool, order, state, said)
    logger.info({ order: order.id, state, why: said.why }, 'the order of a rebuild has ended')
  }

  /** How an order has ended before it is begun, where it has: cancelled in between, switched by a writer that died then, or too much for writers. */
  private async endedBefore(order: TakenOrder): Promise<readonly [Ended, RebuildSaid] | undefined> {
    if (order.deaths > 0 && (await this.isSwitched(order, order.said))) return ['done', order.said]
    if (order.isCancelOrdered) return ['cancelled', order.said]
    if (order.deaths < MOST_DEATHS) return undefined
    return [
      'failed',
      { ...order.said, why: `${order.deaths} writers have died over it: look at their logs, and at their memory` },
    ]
  }

  private async perform(order: TakenOrder): Promise<readonly [Ended | 'ordered', RebuildSaid]> {
    const { pool, logger, start } = this.ports
    let said: RebuildSaid = { ...order.said, waiting: null, why: null, dependents: [] }
    const stopped: { why?: 'cancelled' | 'taken over' } = {}
    const note = async (): Promise<void> => {
      const next = await noteRebuildOrder(pool, order, said).catch((error: unknown) => {
        logger.warn({ err: error }, 'how far a rebuild is was not kept')
        return 'goes on' as const
      })
      if (next === 'goes on') return
      stopped.why = next
      child.end()
    }
    const child = start(argumentsOf(order.asked), (event) => {
      said = whatWasSaid(said, event)
      if (event.event !== 'progress') void note()
    })
    this.child = child
    // It was asked to close while this began.
    if (this.isClosing) child.end()
    const timer = setInterval(() => void note(), NOTE_MS)
    const why = await child.ended.finally(() => clearInterval(timer))
    this.child = undefined
    if (why === null || (stopped.why && (await this.isSwitched(order, said)))) return ['done', said]
    if (stopped.why) return ['cancelled', said]
    if (this.isClosing) return ['ordered', said]
    return ['failed', { ...said, why: said.why ?? why }]
  }

  /** Whether readers have what it was to give them. */
  private async isSwitched({ asked }: TakenOrder, said: RebuildSaid): Promise<boolean> {
    if (said.switched) return true
    const made = asked.verb === 'switch' ? asked.generation : asked.verb === 'run' && asked.resource === null && said.generation
    if (typeof made !== 'number') return false
    return (await currentGeneration(this.ports.pool))?.number === made
  }
}

type Ended = 'done' | 'cancelled' | 'failed'

const PATIENCE = { firstPauseMs: 200, longestPauseMs: 2_000, totalMs: 15_000 }

/** Kept though Postgres is away for a moment. If it stays away, the order is silent, and is taken up again. */
async function end(pool: Pool, order: TakenOrder, state: Ended | 'ordered', said: RebuildSaid): Promise<void> {
  const keep = (): Promise<void> =>
    endRebuildOrder(pool, order, state, said).catch((error: unknown) => {
      throw pgFault(error)
    })
  await retryFault(keep, PATIENCE)
}
