import { randomBytes } from 'node:crypto'
import {
  NORMALIZER_GROUP,
  normalizerClientId,
  RAW_TOPIC,
  recordEventId,
  source,
  topics,
  webhookEventId,
} from '@trellis/greenhouse'
import { fixtures } from '@trellis/greenhouse/testing'
import { until } from '@trellis/local'
import {
  encodeCanonical,
  encodeRaw,
  instantOfMs,
  decodeRaw,
  historyTable,
  ident,
  normalize,
  selectRows,
  type RawEvent,
} from '@trellis/pipeline'
import {
  createLogger,
  EventLog,
  holdLease,
  newRawKey,
  type KafkaSettings,
  type LogRecord,
  type RebuildEvent,
} from '@trellis/runtime'
import { BatchConsumer } from '@trellis/runtime/nest'
import type { OwnOps } from '@trellis/runtime/testing'
import { prepareGeneration } from '../generation.js'
import type { RebuildPorts } from '../rebuild/run-rebuild.js'
import { writeBatches } from '../write-batch.js'
import { preparedOps } from './registered-ops.js'

const logger = createLogger('spec', 'silent')

/** A log and a database of the spec's own, with everything that a rebuild needs. */
export interface RebuildWorld {
  readonly ops: OwnOps
  readonly log: EventLog
  readonly settings: KafkaSettings
  /** Everything that rebuilds have reported. */
  readonly reported: RebuildEvent[]
  /** Appends what all fixtures say, at some moments: later rounds repeat, overtake and remove what earlier ones said. */
  append(rounds: readonly number[], connection?: string): Promise<void>
  /** Writes into the current generation what raw says and was not written yet, as normalizer and writer do. */
  write(): Promise<void>
  /** Runs work as a rebuild: with its lease. */
  asRebuild(work: (ports: RebuildPorts) => Promise<void>): Promise<void>
  /** A normalizer in the group, of that revision. */
  normalizer(revision?: number): Promise<BatchConsumer>
  /** Every cell and version of a generation, and its histories, by table. */
  contents(schema: string): Promise<Readonly<Record<string, readonly unknown[]>>>
  close(): Promise<void>
}

export async function rebuildWorld(): Promise<RebuildWorld> {
  const ops = await preparedOps()
  const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',')
  const settings = { brokers, clientId: 'spec', topicPrefix: `rebuild_${randomBytes(4).toString('hex')}.` }
  const log = await EventLog.connect(settings, logger)
  await log.ensureTopics(topics)
  await prepareGeneration(ops.pool)
  const reported: RebuildEvent[] = []
  const normalizers: BatchConsumer[] = []
  let written = 0
  return {
    ops,
    log,
    settings,
    reported,
    append: async (rounds, connection = 'acme') => {
      const raws = rounds.flatMap((round) => rawEvents(round, connection))
      await log.append(
        RAW_TOPIC,
        raws.map((raw) => encodeRaw(raw, newRawKey(connection))),
      )
    },
    write: async () => {
      const records = (await readRaw(log)).toSorted((a, b) => a.appendedAtMs - b.appendedAtMs)
      const batch = batchOfRaw(records, written)
      written += 1
      await writeBatches(ops.pool, await prepareGeneration(ops.pool), [batch])
    },
    asRebuild: async (work) => {
      const lease = await holdLease(ops.pool, 'rebuild', 'spec', 10_000)
      if (!lease) throw new Error('another rebuild is running')
      const report = (event: RebuildEvent): void => void reported.push(event)
      const ports = {
        pool: ops.pool,
        log,
        lease,
        report,
        settings,
        databaseUrl: ops.url,
        logLevel: 'silent',
        workers: 1,
      } as const
      await work(ports).finally(() => lease.release())
    },
    normalizer: async (revision = source.revision) => {
      const consumer = new BatchConsumer({
        settings: { ...settings, clientId: normalizerClientId(revision) },
        group: NORMALIZER_GROUP,
        topics: [RAW_TOPIC],
        logger,
        onFatal: () => undefined,
      })
      consumer.addHandler(RAW_TOPIC, async () => undefined, true)
      consumer.listen(() => undefined)
      normalizers.push(consumer)
      const isThere = async (): Promise<boolean> =>
        (await log.clientsOf(NORMALIZER_GROUP))?.includes(normalizerClientId(revision)) === true
      await until(isThere, { what: 'the normalizer to join' })
      return consumer
    },
    contents: async (schema) => {
      const tables = source.resources.flatMap((of) => [
        [of.name, `${selectRows(schema, of)} order by connection_id, ${ident(of.name)}.id`] as const,
        ...(of.history ? [[historyTable(of), `select * from ${ident(schema, historyTable(of))} order by 1, 2, 3`] as const] : []),
      ])
      const read = tables.map(async ([name, select]) => [name, (await ops.pool.query<object>(select)).rows] as const)
      return Object.fromEntries(await Promise.all(read))
    },
    close: async () => {
      await Promise.all(normalizers.map((consumer) => consumer.close()))
      await log.close()
      await ops.drop()
    },
  }
}

/** What is on raw, all of it. */
export async function readRaw(log: EventLog): Promise<readonly LogRecord[]> {
  const read: LogRecord[] = []
  await log.scan(RAW_TOPIC, (records) => void read.push(...records))
  return read
}

function rawEvents(round: number, connection: string): readonly RawEvent[] {
  const at = (index: number): number => 1_700_000_000_000 + round * 1_000_000 + ((index * 7 + round * 13) % 97) * 1_000
  const notified = [...fixtures.webhooks].map(([action, body], index): RawEvent => {
    const id = webhookEventId(connection, `${action}-${round}`, body)
    return { id, connection, kind: 'webhook', at: instantOfMs(at(index)), delivery: action, body }
  })
  const listed = fixtures.listed.map(({ resource, body }, index): RawEvent => {
    const instant = instantOfMs(at(index * 3))
    return { id: recordEventId(connection, resource, instant, body), connection, kind: 'record', resource, at: instant, body }
  })
  return round % 2 === 0 ? [...notified, ...listed] : [...listed, ...notified]
}

/** What raw says, as one batch of a canonical topic: the topics' own order is not what counts. */
function batchOfRaw(records: readonly LogRecord[], offset: number): Parameters<typeof writeBatches>[2][number] {
  const position = { topic: 'greenhouse.offers', partition: 0, offset: String(offset) }
  const events = records.flatMap(({ message, position: at, appendedAtMs }) => {
    const raw = decodeRaw(message, at, appendedAtMs)
    return raw ? normalize(source, raw).events : []
  })
  return {
    topic: position.topic,
    partition: position.partition,
    records: events.map((event) => ({ message: encodeCanonical(event), position, appendedAtMs: Date.now() })),
    fetchedFrom: BigInt(offset),
    nextOffset: BigInt(offset + 1),
    highWatermark: BigInt(offset + 1),
    heartbeat: async () => undefined,
    signal: new AbortController().signal,
    isStale: () => false,
  }
}
