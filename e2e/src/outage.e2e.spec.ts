import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scratchDir, startKafka, startPostgres, until, type RunningKafka, type RunningPostgres } from '@trellis/local'
import { candidateUpdate, sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const WEBHOOKS = 160
const AT_A_TIME = 8
const FIRST_ID = { kafka: 70_000_000, postgres: 80_000_000 }

describe('A failing world stops us at once: while webhooks arrive', () => {
  let dirs: { readonly kafka: string; readonly postgres: string }
  let kafka: RunningKafka
  let postgres: RunningPostgres
  let world: World

  beforeAll(async () => {
    dirs = { kafka: await scratchDir('kafka'), postgres: await scratchDir('postgres') }
    ;[kafka, postgres] = await Promise.all([startKafka({ dir: dirs.kafka }), startPostgres({ dir: dirs.postgres })])
    world = await makeWorld({ sandbox: { candidates: 20 }, brokers: kafka.brokers, databaseUrl: postgres.url })
    await world.start()
    await world.synced()
  })

  afterAll(async () => {
    await world.close()
    await Promise.all([kafka.stop(), postgres.stop()])
  })

  it('Kafka goes away and comes back: no webhook that was answered 200 is lost', async () => {
    const sending = new Sending(world, FIRST_ID.kafka)
    await sending.whenAccepted(WEBHOOKS / 4)
    await kafka.kill()
    await sending.whenRefused(1)
    kafka = await startKafka({ dir: dirs.kafka })
    const accepted = await sending.untilAllAccepted()
    expect(await missingRows(world, accepted)).toEqual([])
  })

  it('Postgres goes away and comes back: nothing is skipped, and every position is the log’s end', async () => {
    const sending = new Sending(world, FIRST_ID.postgres)
    await sending.whenAccepted(WEBHOOKS / 4)
    await postgres.kill()
    await sending.whenAccepted(WEBHOOKS / 2)
    postgres = await startPostgres({ dir: dirs.postgres })
    const accepted = await sending.untilAllAccepted()
    expect(await missingRows(world, accepted)).toEqual([])
    const lag = await until(async () => whenCaughtUp(world), {
      what: 'every reader at the end',
      everyMs: 200,
    })
    expect(lag.flatMap(({ partitions }) => partitions.filter(({ next, end }) => next !== end))).toEqual([])
  })
})

/** A sender that goes on until each webhook was answered 200 once, as Greenhouse's retries do; it keeps the book of what was accepted. */
class Sending {
  private readonly accepted = new Set<number>()
  private refused = 0
  private readonly done: Promise<unknown>

  constructor(
    private readonly world: World,
    firstId: number,
  ) {
    const open = Array.from({ length: WEBHOOKS }, (_, index) => firstId + index)
    this.done = Promise.all(Array.from({ length: AT_A_TIME }, () => this.send(open)))
  }

  async whenAccepted(count: number): Promise<void> {
    await until(() => this.accepted.size >= count, { what: `${count} accepted webhooks`, everyMs: 5 })
  }

  async whenRefused(count: number): Promise<void> {
    await until(() => this.refused >= count, { what: 'a refused webhook', everyMs: 20 })
  }

  async untilAllAccepted(): Promise<readonly number[]> {
    await this.done
    return [...this.accepted]
  }

  private async send(open: number[]): Promise<void> {
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      if ((await sendWebhook(this.world, candidateUpdate(id))) === 200) this.accepted.add(id)
      else {
        this.refused += 1
        open.push(id)
      }
    }
  }
}

async function missingRows({ pool }: World, ids: readonly number[]): Promise<readonly number[]> {
  let missing: readonly number[] = ids
  const areThere = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ id: string }>(
      'select id from recruiting.candidates where connection_id = $1 and id = any($2)',
      [CONNECTION, ids],
    )
    const there = new Set(rows.map(({ id }) => Number(id)))
    missing = ids.filter((id) => !there.has(id))
    return missing.length === 0
  }
  await until(areThere, { what: 'a row for each accepted webhook', everyMs: 100 }).catch(() => undefined)
  return missing
}

async function whenCaughtUp(world: World): Promise<Awaited<ReturnType<World['lag']>> | undefined> {
  const lag = await world.lag()
  return lag.every(({ records }) => records === 0) ? lag : undefined
}
