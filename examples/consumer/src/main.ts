/* Keeps the current rows of everything in memory, from the topics alone, and prints how many there are of each resource. */
import { runningAddresses } from '@trellis/local'
import { apply, decodeCanonical, EMPTY_ROW, isRemoved, type CanonicalEvent, type Row } from '@trellis/pipeline'
import { configuredKafka, KafkaClientConfig, kafkajsOptions, readConfig } from '@trellis/runtime'
import { Kafka, logLevel, type IHeaders } from 'kafkajs'

// Your own Kafka, or the one that `npm start` runs here.
const { brokers = '127.0.0.1:9092', client } = await runningAddresses()
const variables = { KAFKA_BROKERS: brokers, ...(process.env['KAFKA_BROKERS'] === undefined && client), ...process.env }
// TLS and a login, where KAFKA_SSL… and KAFKA_SASL… ask for them.
const settings = configuredKafka(readConfig(KafkaClientConfig, variables), 'example-consumer')
const prefix = settings.topicPrefix
const kafka = new Kafka({ ...kafkajsOptions(settings), logLevel: logLevel.NOTHING })

/** Resource → entity → row. Every event counts once, however often and in whatever order it comes. */
const rows = new Map<string, Map<string, Row>>()

function take(event: CanonicalEvent): void {
  const table = rows.get(event.resource) ?? new Map<string, Row>()
  const entity = `${event.connection}/${event.key}`
  rows.set(event.resource, table.set(entity, apply(table.get(entity) ?? EMPTY_ROW, event)))
}

function textOf(headers: IHeaders = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

function print(): void {
  const counts = [...rows].map(([resource, table]) => {
    const live = [...table.values()].filter((row) => !isRemoved(row)).length
    return `${resource} ${live} live, ${table.size - live} removed`
  })
  if (counts.length > 0) console.log(counts.toSorted().join('\n'), '\n')
}

// A group of its own at each start: the rows are in memory only, so they are made from the beginning of the topics, or of a snapshot.
const consumer = kafka.consumer({ groupId: `${prefix}example-consumer-${Date.now()}` })
await consumer.connect()
const all = new RegExp(`^${prefix.replaceAll('.', '\\.')}greenhouse\\.(?!raw$|problems$)`)
const topics = process.env['TOPICS']?.split(',') ?? [all]
await consumer.subscribe({ topics, fromBeginning: true })
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ message }) => {
    const { key, value, headers } = message
    if (!value) return
    const event = decodeCanonical({ key: String(key), value, headers: textOf(headers) })
    if (event) take(event)
  },
})
const timer = setInterval(print, 2_000)
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    clearInterval(timer)
    print()
    void consumer.disconnect()
  })
