import { canonicalTopic, topics } from '@trellis/greenhouse'
import type { Bench } from './bench.js'
import type { Bed } from './bed.js'
import { paired, type Figure } from './figure.js'
import { encodedEvents } from './loads/application-events.js'
import { fill } from './loads/fill.js'
import { DEBEZIUM } from './peer/debezium-jars.js'
import { startSink } from './peer/debezium-sink.js'
import { sinkColumns, sinkRecords } from './peer/sink-records.js'
import { rateOf } from './rate-of.js'

const TOPIC = canonicalTopic('applications')
const SINK_TOPIC = 'bench.sink'
const TABLE = 'sink'
/** Counting a table takes some milliseconds from whoever fills it: ours and theirs alike. */
const EVERY_MS = 250

/** P3 beside the peer: the same events into the same columns by the Debezium JDBC sink, with as many tasks as ours has processes. */
export const peer: Bench = {
  name: 'peer',
  about: 'the writer against the Debezium JDBC sink, the same rows, equal tasks (--peer)',
  isExtra: true,
  counts: 'events',
  full: { size: 300_000, runs: 3 },
  quick: { size: 100_000, runs: 1 },
  run: async (bed, { size, runs }, seed) => {
    const plot = await bed.plot()
    const { topicPrefix } = plot.settings
    const sinkTopic = { ...topics.find(({ name }) => name === TOPIC), name: SINK_TOPIC, partitions: 6, config: {} }
    await plot.log.ensureTopics([...topics, sinkTopic])
    await fill(plot.log, TOPIC, encodedEvents(size, seed))
    await fill(plot.log, SINK_TOPIC, sinkRecords(size, seed))
    const load = { prefix: topicPrefix, events: size, rows: new Set([...sinkRecords(size, seed)].map(({ key }) => key)).size }
    const figures: Figure[] = []
    for (const tasks of [1, 2]) {
      const [ours, theirs] = [[] as number[], [] as number[]]
      for (let run = 0; run < runs; run++) {
        ours.push(await measureOurs(bed, load, tasks))
        theirs.push(await measureSink(bed, load, tasks))
      }
      figures.push(
        paired(
          `P3 beside the peer, ${tasks} ${tasks === 1 ? 'task' : 'tasks'}`,
          { what: `warehouse-writer, ${tasks} processes`, unit: 'events/s', values: ours },
          { what: `Debezium JDBC sink ${DEBEZIUM}, ${tasks} tasks`, unit: 'events/s', values: theirs },
          { of: 'ratio', is: 'at least', value: 1.75 },
        ),
      )
    }
    await plot.clear()
    return figures
  },
}

interface PeerLoad {
  readonly prefix: string
  readonly events: number
  readonly rows: number
}

async function measureOurs(bed: Bed, { prefix, events, rows }: PeerLoad, processes: number): Promise<number> {
  const plot = await bed.plot(prefix)
  await Promise.all(Array.from({ length: processes }, () => plot.start('warehouse-writer')))
  const query = 'select count(*) as n from recruiting_g1.applications'
  const rate = (await rateOf(plot.pool, { query, everyMs: EVERY_MS }, rows)) * (events / rows)
  bed.note(`warehouse-writer, ${processes} processes: ${rate.toFixed(0)} events/s`)
  await plot.clear()
  return rate
}

async function measureSink(bed: Bed, { prefix, events, rows }: PeerLoad, tasks: number): Promise<number> {
  const plot = await bed.plot(prefix)
  const columns = sinkColumns.map(([name, sql]) => `"${name}" ${sql}`).join(', ')
  await plot.pool.query(`create table ${TABLE} (id bigint primary key, ${columns})`)
  const { check } = await startSink(plot, { topic: SINK_TOPIC, table: TABLE, tasks }, bed.note)
  const rate =
    (await rateOf(plot.pool, { query: `select count(*) as n from ${TABLE}`, everyMs: EVERY_MS, check }, rows)) * (events / rows)
  bed.note(`Debezium JDBC sink, ${tasks} tasks: ${rate.toFixed(0)} events/s`)
  await plot.clear()
  return rate
}
