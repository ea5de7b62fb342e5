import { canonicalTopics, PROBLEMS_TOPIC, RAW_TOPIC } from '@trellis/greenhouse'
import { positionsOf, sumOffsets, writerReader, type EventLog, type Pool } from '@trellis/runtime'

/** How many records a reader of the log has still before it. */
export interface Lag {
  readonly reader: string
  readonly topic: string
  readonly records: number
  /** By partition: the next offset to read and the log's end, decimal digits. */
  readonly partitions: readonly { readonly partition: number; readonly next: string; readonly end: string }[]
}

/** The log's own figures. */
export interface LogStatus {
  readonly rawEvents: number
  readonly problems: number
  readonly lag: readonly Lag[]
}

/** Reads positions and ends: the writer's and the poller's positions are in the database, the normalizer's in Kafka. */
export async function readLogStatus(log: EventLog, pool: Pool, generation: number | null): Promise<LogStatus> {
  const raw = await log.endOffsets(RAW_TOPIC)
  const writer = writerReader(generation ?? 1)
  const lag = await Promise.all([
    log.committedOffsets('normalizer', RAW_TOPIC).then((at) => lagOf('normalizer', RAW_TOPIC, raw, at)),
    positionsOf(pool, 'harvest-poller', RAW_TOPIC).then((at) => lagOf('harvest-poller', RAW_TOPIC, raw, at)),
    ...canonicalTopics.map(async (topic) =>
      lagOf('warehouse-writer', topic, await log.endOffsets(topic), await positionsOf(pool, writer, topic)),
    ),
  ])
  const problems = await log.endOffsets(PROBLEMS_TOPIC)
  return { rawEvents: sumOffsets(raw.values()), problems: sumOffsets(problems.values()), lag }
}

function lagOf(reader: string, topic: string, ends: ReadonlyMap<number, bigint>, positions: ReadonlyMap<number, bigint>): Lag {
  const partitions = [...ends].map(([partition, end]) => ({
    partition,
    next: String(positions.get(partition) ?? 0n),
    end: String(end),
  }))
  const records = partitions.reduce((total, { next, end }) => total + Math.max(0, Number(end) - Number(next)), 0)
  return { reader, topic, records, partitions }
}
