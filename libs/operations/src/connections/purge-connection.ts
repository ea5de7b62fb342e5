import { RAW_TOPIC } from '@trellis/greenhouse'
import {
  connectionRows,
  countProblemsOf,
  forgetProblemsOf,
  generations,
  generationStateOf,
  removeConnection,
  type ConnectionRows,
  type LogRecord,
} from '@trellis/runtime'
import { Refusal } from '../refusal.js'
import type { Stores } from '../stores.js'
import { connectionNamed } from './connection-named.js'

const AT_A_TIME = 1_000

/** How looking through raw is watched and ended. */
export interface PurgeOptions {
  readonly onProgress?: (done: number, total: number) => void
  /** Ends it: what is erased by then is. */
  readonly signal?: AbortSignal
}

/** What a purge of a removed connection takes, and what it leaves to a rebuild. */
export interface PurgePlan {
  readonly connection: string
  /** On raw: they are erased. */
  readonly rawEvents: number
  readonly webhooks: number
  readonly bytes: number
  /** They are forgotten. */
  readonly problems: number
  /** Rows go with the next rebuild, and with the older generations. */
  readonly tables: readonly RowsByGeneration[]
  /** False where counting was ended before it had seen all of raw. */
  readonly isWhole: boolean
}

/** The rows of a connection in the tables of a generation. */
export interface RowsByGeneration {
  readonly generation: number
  readonly isCurrent: boolean
  readonly rows: readonly ConnectionRows[]
}

/** What a purge has done. */
export interface Purged {
  readonly erased: number
  /** False where it was ended before: doing it again erases the rest. */
  readonly isWhole: boolean
}

/** Counts what a purge takes: reads all of raw for it. Nothing is changed. Throws a Refusal where the connection is not removed. */
export async function planPurge({ log, pool }: Stores, id: string, options: PurgeOptions = {}): Promise<PurgePlan> {
  await requireRemoved({ log, pool }, id)
  const found = { rawEvents: 0, webhooks: 0, bytes: 0 }
  const isWhole = await eachOf({ log, pool }, id, options, (own) => {
    found.rawEvents += own.length
    for (const { message } of own) {
      found.bytes += message.value.byteLength
      if (message.headers['ce_type'] === 'greenhouse.raw.webhook') found.webhooks += 1
    }
  })
  const tables: RowsByGeneration[] = []
  for (const generation of isWhole ? await generations(pool) : []) {
    const rows = await connectionRows(pool, generation.schema, id)
    const isCurrent = generationStateOf(generation) === 'current'
    if (rows.length > 0) tables.push({ generation: generation.number, isCurrent, rows })
  }
  return { connection: id, ...found, problems: await countProblemsOf(pool, id), tables, isWhole }
}

/**
 * Erases every raw event of a removed connection: a tombstone each (rule N5). Rows are none of its business: they go with the next rebuild, which passes
 * removed connections over (rule N6). Doing it again erases what came meanwhile, or was left where it was ended. Throws a Refusal where the connection is
 * not removed.
 */
export async function purgeConnection(stores: Stores, id: string, options: PurgeOptions = {}): Promise<Purged> {
  const { log, pool } = stores
  await requireRemoved(stores, id)
  // A poller may have gone on for seconds after the removal, and written to the known entities.
  await removeConnection(pool, id)
  let erased = 0
  const isWhole = await eachOf(stores, id, options, async (own) => {
    for (let start = 0; start < own.length; start += AT_A_TIME)
      await log.erase(
        RAW_TOPIC,
        own.slice(start, start + AT_A_TIME).map(({ message, position }) => ({ key: message.key, partition: position.partition })),
      )
    erased += own.length
  })
  if (isWhole) await forgetProblemsOf(pool, id)
  return { erased, isWhole }
}

/** Gives the raw events of a connection, some at a time. False where it was ended before all of raw was read. */
async function eachOf(
  { log }: Stores,
  id: string,
  { onProgress, signal }: PurgeOptions,
  take: (own: readonly LogRecord[]) => Promise<void> | void,
): Promise<boolean> {
  let isWhole = true
  await log.scan(
    RAW_TOPIC,
    async (records) => {
      if (signal?.aborted === true) {
        isWhole = false
        return 'enough'
      }
      const own = records.filter((record) => isOf(id, record))
      if (own.length > 0) await take(own)
      return undefined
    },
    onProgress && { onProgress },
  )
  return isWhole
}

async function requireRemoved({ pool }: Stores, id: string): Promise<void> {
  const { removedAt } = await connectionNamed(pool, id)
  if (removedAt === null)
    throw new Refusal('conflict', `Connection ${id} is in use: remove it first (\`connections remove ${id}\`)`)
}

function isOf(id: string, { message }: LogRecord): boolean {
  return message.headers['ce_connection'] === id || message.key.startsWith(`${id}/`)
}
