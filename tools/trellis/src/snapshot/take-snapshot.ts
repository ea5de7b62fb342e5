import { resources, topics, type TopicSpec } from '@trellis/greenhouse'
import {
  ALL_WITHHELD,
  encodeCanonical,
  entityOf,
  eventsOfRow,
  ident,
  rowOfStored,
  selectRows,
  withheldBy,
  withholdCells,
  type Message,
  type Resource,
  type StoredRow,
  type Withheld,
} from '@trellis/pipeline'
import {
  allPositionsOf,
  leaveOutByConnection,
  requireCurrentGeneration,
  transact,
  writerReader,
  type EventLog,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'

/** What a snapshot is made with. */
interface SnapshotPorts {
  readonly log: EventLog
  readonly pool: Pool
}

/** What was written. */
export interface Snapshot {
  readonly topic: string
  readonly generation: number
  readonly resources: readonly ResourceSnapshot[]
  /** By topic and partition the next offset that the rows do not hold yet: from there a reader of the snapshot goes on. */
  readonly goOnAt: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface ResourceSnapshot {
  readonly resource: string
  readonly rows: number
  readonly events: number
}

const ROWS_AT_A_TIME = 500

/**
 * Writes the current rows of every table, removed ones too, to a topic of their own as canonical events with the versions that they first had
 * with: folding them gives the tables. All tables and the positions behind them are read as of one moment. Throws an Error where the topic is one
 * of ours or holds something already, or where there are no tables yet.
 */
export async function takeSnapshot(
  { log, pool }: SnapshotPorts,
  topic: string,
  onProgress: (done: ResourceSnapshot) => void = () => undefined,
): Promise<Snapshot> {
  if (topics.some(({ name }) => name === topic)) throw new Error(`${topic} is a topic of Trellis itself: name another`)
  await log.ensureTopics([snapshotTopic(topic)])
  const ends = await log.endOffsets(topic)
  if ([...ends.values()].some((end) => end > 0n)) throw new Error(`${topic} is not empty: a snapshot goes to a topic of its own`)
  return transact(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only')
    const { number: generation, schema } = await requireCurrentGeneration(client)
    const leaveOut = await leaveOutByConnection(client)
    const withheldOf = (connection: string): Withheld => {
      const switches = leaveOut.get(connection)
      return switches ? withheldBy(switches) : ALL_WITHHELD
    }
    const done: ResourceSnapshot[] = []
    for (const of of resources) {
      const written = await writeTable({ log, client, topic, schema, of, withheldOf })
      done.push(written)
      onProgress(written)
    }
    return { topic, generation, resources: done, goOnAt: await positions(client, generation) }
  })
}

/** Keys are unique per event, so compaction keeps them all, whatever else is written there later; nothing else goes away. */
function snapshotTopic(name: string): TopicSpec {
  const like = topics.find(({ config }) => config['cleanup.policy'] === 'delete')
  const size = like?.config['max.message.bytes']
  return {
    name,
    // As many as the canonical topics: with the same partitioner an entity has the same number there and here.
    partitions: like?.partitions ?? 6,
    config: { 'cleanup.policy': 'compact', 'retention.ms': '-1', ...(size !== undefined && { 'max.message.bytes': size }) },
  }
}

interface Table {
  readonly log: EventLog
  readonly client: PoolClient
  readonly topic: string
  readonly schema: string
  readonly of: Resource
  /** What may not be kept of a connection: tables may still hold it until they are rebuilt (rule P2). */
  readonly withheldOf: (connection: string) => Withheld
}

async function writeTable({ log, client, topic, schema, of, withheldOf }: Table): Promise<ResourceSnapshot> {
  const counts = { resource: of.name, rows: 0, events: 0 }
  if (!(await exists(client, schema, of))) return counts
  await client.query(`declare snapshot_rows no scroll cursor for ${selectRows(schema, of)}`)
  for (;;) {
    const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_A_TIME} from snapshot_rows`)
    if (rows.length === 0) break
    const messages = rows.flatMap((stored) => messagesOf(of, stored, withheldOf))
    await log.append(topic, messages)
    counts.rows += rows.length
    counts.events += messages.length
  }
  await client.query('close snapshot_rows')
  return counts
}

/** A resource that was declared after the writer last started has no table yet. */
async function exists(client: PoolClient, schema: string, of: Resource): Promise<boolean> {
  const { rows } = await client.query<{ table: string | null }>('select to_regclass($1) as table', [ident(schema, of.name)])
  return rows[0]?.table !== null
}

/** The key of the row stands in CloudEvents' `partitionkey`, because several events of one row would be compacted to the last. */
function messagesOf(of: Resource, stored: StoredRow, withheldOf: Table['withheldOf']): readonly Message[] {
  const events = eventsOfRow(entityOf(of, stored), rowOfStored(of, stored))
  const kept = events.flatMap((event) => withholdCells(of, event, withheldOf(event.connection)) ?? [])
  return kept.map((event) => {
    const { key, value, headers } = encodeCanonical(event)
    return { key: `${key}/${event.version}`, value, headers: { ...headers, ce_partitionkey: key } }
  })
}

async function positions(client: PoolClient, generation: number): Promise<Snapshot['goOnAt']> {
  const byTopic: Record<string, Record<string, string>> = {}
  for (const { topic, partition, next } of await allPositionsOf(client, writerReader(generation)))
    byTopic[topic] = { ...byTopic[topic], [partition]: String(next) }
  return byTopic
}
