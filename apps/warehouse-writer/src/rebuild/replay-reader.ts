import { RAW_TOPIC, resourceNamed } from '@trellis/greenhouse'
import {
  codeOf,
  createLogger,
  createPool,
  Fault,
  heldTables,
  pgFault,
  positionsOf,
  type KafkaSettings,
  type LogBatch,
  type LogLevel,
  type Pool,
} from '@trellis/runtime'
import { BatchConsumer } from '@trellis/runtime/nest'
import { tablesOfGeneration, type Generation } from '../generation.js'
import { failure } from './failure.js'
import { ReplayBuffer, type Replay } from './replay-buffer.js'

/** With what raw is read; plain data, so it can be given to a thread. */
export interface ReaderSettings {
  readonly settings: KafkaSettings
  readonly databaseUrl: string
  /** The consumer group, of one run and one reader. */
  readonly group: string
  readonly replay: Replay
  readonly logLevel: LogLevel
  /** One of so many readers, each of every so manieth partition. Default: the only one. */
  readonly share?: { readonly index: number; readonly of: number }
}

/** Readers of raw at work. */
export interface Reading {
  /** Rejects where reading cannot go on. */
  readonly failed: Promise<never>
  /** The groups that are left behind. */
  readonly groups: readonly string[]
  /** Lets the running batches finish. */
  stop(): Promise<void>
}

/** Few fetches, each of many records. */
const MAX_BYTES_PER_PARTITION = 6 * 1024 * 1024
/** One batch is parsed while another is in Postgres. */
const AT_ONCE = 2

/** Reads raw into the tables from where the positions are, until it is stopped. */
export async function readReplay(reader: ReaderSettings): Promise<Reading> {
  const { settings, databaseUrl, group, replay, logLevel, share = { index: 0, of: 1 } } = reader
  const logger = createLogger('rebuild', logLevel)
  const pool = createPool(databaseUrl, { max: AT_ONCE + 1, applicationName: 'rebuild' })
  const into = await tablesOf(pool, replay)
  const { failed, fail } = failure()
  const consumer = new BatchConsumer({
    settings,
    group,
    topics: [RAW_TOPIC],
    logger,
    maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
    partitionsConsumedConcurrently: AT_ONCE,
    reads: (partition) => partition % share.of === share.index,
    positions: (topic) => positionsOf(pool, replay.reader, topic),
    onFatal: fail,
  })
  const buffer = new ReplayBuffer(replay, { pool, into, readAgain: () => consumer.readFromPositions() })
  const handle = async (batch: LogBatch): Promise<void> =>
    buffer.take(batch).catch((error: unknown) => {
      throw explained(pgFault(error))
    })
  consumer.addHandler(RAW_TOPIC, handle, true)
  consumer.listen((error) => {
    if (error !== undefined) fail(error)
  })
  const stop = async (): Promise<void> => {
    await consumer.close()
    await pool.end()
  }
  return { failed, groups: [group], stop }
}

/** The tables that are filled: a generation's, or one table that stands in a schema of its own. */
async function tablesOf(pool: Pool, { generation, schema, resource }: Replay): Promise<Generation> {
  const whole = await tablesOfGeneration(pool, generation)
  // Everything is read by today's declarations: there are no older words to keep out.
  if (resource === undefined) return { ...whole, oldestRevision: 0 }
  const of = resourceNamed(resource)
  const table = of && (await heldTables(pool, schema, [of])).get(resource)?.of
  if (!table) throw new Fault(`there is no table for ${resource} in ${schema}`, { retryable: false })
  return { ...whole, schema, oldestRevision: 0, tables: new Map([[resource, table]]) }
}

/** A full disk does not pass by itself, and what is written so far is worth keeping. */
function explained(error: unknown): unknown {
  const cause = error instanceof Fault ? error.cause : error
  return codeOf(cause) === '53100'
    ? new Fault('The disk of Postgres is full: make room and run the same again, it goes on where it was', {
        cause,
        retryable: false,
      })
    : error
}
