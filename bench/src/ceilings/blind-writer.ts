import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import kafkajs from 'kafkajs'
import { Pool, type PoolClient } from 'pg'
import { from } from 'pg-copy-streams'

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
type Cells = Readonly<Record<string, Json>>

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * The least that a writer can do: consume, parse, COPY to a stage, overwrite whatever is there. It keeps no versions, so a late word wins; it holds
 * no positions, so a crash loses or repeats; each batch is one transaction, as ours is. Table and columns come out of BLIND_TABLE and BLIND_COLUMNS.
 */
const {
  KAFKA_BROKERS = '',
  KAFKA_TOPIC_PREFIX = '',
  DATABASE_URL,
  BLIND_TOPIC = '',
  BLIND_TABLE = '',
  BLIND_COLUMNS = '',
} = process.env
const columns = BLIND_COLUMNS.split(',')
const pool = new Pool({ connectionString: DATABASE_URL, max: 2 })
const prepared = new WeakSet<PoolClient>()
const names = ['id', ...columns].map((name) => `"${name}"`).join(', ')
const overwrite = `insert into ${BLIND_TABLE} (${names}) select ${names} from stage order by id
  on conflict (id) do update set ${columns.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`

async function write(rows: ReadonlyMap<string, Cells>): Promise<void> {
  const client = await pool.connect()
  await client.query('begin')
  if (!prepared.has(client)) await client.query(`create temp table stage (like ${BLIND_TABLE}) on commit delete rows`)
  prepared.add(client)
  const sorted = [...rows].sort(([a], [b]) => Number(a) - Number(b))
  await pipeline(
    Readable.from(sorted.map(([id, cells]) => `${[id, ...columns.map((name) => field(cells[name]))].join('\t')}\n`)),
    client.query(from(`copy stage (${names}) from stdin`)),
  )
  await client.query(overwrite)
  await client.query('commit')
  client.release()
}

function field(value: Json | undefined): string {
  if (value === undefined || value === null) return '\\N'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.replace(/[\\\n\r\t]/g, (found) => ESCAPES[found] ?? found)
}

const kafka = new kafkajs.Kafka({
  brokers: KAFKA_BROKERS.split(','),
  clientId: 'blind-writer',
  logLevel: kafkajs.logLevel.NOTHING,
})
const consumer = kafka.consumer({ groupId: `${KAFKA_TOPIC_PREFIX}blind-${process.pid}`, maxBytesPerPartition: 4 * 1024 * 1024 })
await consumer.connect()
await consumer.subscribe({ topics: [KAFKA_TOPIC_PREFIX + BLIND_TOPIC], fromBeginning: true })
let written = 0
await consumer.run({
  autoCommit: false,
  partitionsConsumedConcurrently: 2,
  eachBatchAutoResolve: true,
  eachBatch: async ({ batch }) => {
    const rows = new Map<string, Cells>()
    for (const { key, value } of batch.messages) {
      const said = JSON.parse(String(value)) as { readonly cells?: Cells }
      const id = String(key).slice(String(key).lastIndexOf('/') + 1)
      rows.set(id, said.cells ?? {})
    }
    await write(rows)
    written += batch.messages.length
    await pool.query(`update blind_progress set written = $1`, [written])
  },
})
await once(process, 'SIGTERM')
await consumer.disconnect()
await pool.end()
