import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import kafkajs from 'kafkajs'
import { Pool } from 'pg'

/** The least that a rebuild can do: consume the whole log and parse every body, nothing else. Several of these share the partitions. */
const { KAFKA_BROKERS = '', KAFKA_TOPIC_PREFIX = '', DATABASE_URL, PARSE_GROUP = '', PARSE_TOPIC = '' } = process.env
const pool = new Pool({ connectionString: DATABASE_URL, max: 1 })
const kafka = new kafkajs.Kafka({ brokers: KAFKA_BROKERS.split(','), clientId: 'parse', logLevel: kafkajs.logLevel.NOTHING })
const consumer = kafka.consumer({ groupId: PARSE_GROUP, maxBytesPerPartition: 16 * 1024 * 1024, maxWaitTimeInMs: 100 })
consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
  const partitions = Object.values(memberAssignment).flat().length
  const note = `insert into parse_member values ($1, $2) on conflict (pid) do update set partitions = excluded.partitions`
  void pool.query(note, [process.pid, partitions])
})
await consumer.connect()
await consumer.subscribe({ topics: [KAFKA_TOPIC_PREFIX + PARSE_TOPIC], fromBeginning: true })
/** No process begins before all have joined: the first would read what later belongs to others. */
async function allHaveJoined(heartbeat: () => Promise<void>): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ go: boolean }>('select go from parse_progress')
    if (rows[0]?.go) return
    await heartbeat()
    await setTimeout(50)
  }
}

let isBegun = false
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: true,
  eachBatch: async (payload) => {
    const { batch } = payload
    if (!isBegun) await allHaveJoined(() => payload.heartbeat())
    isBegun = true
    if (payload.isStale()) return
    for (const { value } of batch.messages) JSON.parse(String(value))
    await pool.query('update parse_progress set parsed = parsed + $1', [batch.messages.length])
  },
})
await once(process, 'SIGTERM')
await consumer.disconnect()
await pool.end()
