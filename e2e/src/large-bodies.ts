import { setTimeout as pause } from 'node:timers/promises'
import { until } from '@trellis/local'
import { sendWebhook } from './send-webhook.js'
import type { World } from './world.js'

/** What came of large bodies, and of small ones that were sent meanwhile. */
interface Passed {
  /** From the first large body's sending to the last one's row, or problem. */
  readonly largeMs: number
  /** From each small body's 200 to its row, sorted. */
  readonly smallMs: readonly number[]
}

const SMALL_EVERY_MS = 250

/** The members of which a body of some 9.5 MB consists. */
export const LARGE = {
  /** As long letters are: 2,000 texts of 4.7 KB. */
  'long texts': `"letters":${JSON.stringify(Array.from({ length: 2_000 }, (_, n) => ({ n, text: 'a letter '.repeat(520) })))}`,
  /** As no sender writes: 690,000 names, each another. What it would cost to parse is a multiple, so it is not parsed. */
  'unknown names': Array.from({ length: 690_000 }, (_, n) => `"k${n}":${100 + (n % 900)}`).join(','),
} as const

/** Each kind's candidates have ids of their own, and so have the small ones sent beside them. */
const FROM = {
  'long texts': { large: 1_000_000, small: 2_000_000 },
  'unknown names': { large: 3_000_000, small: 4_000_000 },
} as const

function largeBody(kind: keyof typeof LARGE, id: number): Buffer {
  return Buffer.from(`{"action":"update_candidate","payload":{"candidate":{"id":${id},"title":"${kind}",${LARGE[kind]}}}}`)
}

/** Sends so many large bodies one behind the other, and small ones all the while; waits until all are rows. */
export async function passLargeBodies(world: World, kind: keyof typeof LARGE, count: number): Promise<Passed> {
  const startedAt = performance.now()
  const small: Promise<number>[] = []
  let isOver = false
  const sendingSmall = (async (): Promise<void> => {
    for (let id: number = FROM[kind].small; !isOver; id++) {
      small.push(smallMs(world, id))
      await pause(SMALL_EVERY_MS)
    }
  })()
  for (let n = 0; n < count; n++) {
    await delivered(world, largeBody(kind, FROM[kind].large + n))
  }
  await until(async () => (await OUTCOME[kind](world)) >= count, { what: 'what becomes of every large body', everyMs: 100 })
  const largeMs = performance.now() - startedAt
  isOver = true
  await sendingSmall
  return { largeMs, smallMs: (await Promise.all(small)).toSorted((a, b) => a - b) }
}

/** Greenhouse too sends again what was not answered 200. */
async function delivered(world: World, body: Buffer): Promise<void> {
  await until(async () => (await sendWebhook(world, body)) === 200, {
    limitMs: 20_000,
    what: 'a webhook to be answered 200',
    everyMs: 200,
  })
}

async function smallMs(world: World, id: number): Promise<number> {
  const body = `{"action":"update_candidate","payload":{"candidate":{"id":${id},"title":"Small"}}}`
  await delivered(world, Buffer.from(body))
  const answeredAt = performance.now()
  const isThere = async (): Promise<boolean> =>
    (await world.pool.query('select from recruiting.candidates where id = $1', [id])).rowCount === 1
  await until(isThere, { what: `the row of ${id}`, everyMs: 50 })
  return performance.now() - answeredAt
}

/** How many of a kind have become what they become. */
const OUTCOME: Readonly<Record<keyof typeof LARGE, (world: World) => Promise<number>>> = {
  'long texts': ({ pool }) =>
    countIn(pool, `select count(*)::int as count from recruiting.candidates where title = 'long texts'`),
  'unknown names': ({ pool }) =>
    countIn(pool, `select count(*)::int as count from ops.problem where code = 'too_large' and resource is null`),
}

async function countIn(pool: World['pool'], query: string): Promise<number> {
  return (await pool.query<{ count: number }>(query)).rows[0]?.count ?? 0
}

/** How often the service's groups were joined since it started. */
export async function joinsOf(world: World, name: 'normalizer' | 'warehouse-writer' | 'harvest-poller'): Promise<number> {
  const url = world.services.get(name)?.url
  if (url === undefined) throw new Error(`${name} does not run`)
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^trellis_consumer_joins_total(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1])
}
