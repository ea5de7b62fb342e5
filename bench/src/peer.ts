import { canonicalTopic, topics } from '@trellis/greenhouse'
import type { Bench } from './bench.js'
import { CONNECTION, type Bed } from './bed.js'
import { paired, type Figure } from './figure.js'
import { applicationEvents, encodedEvents } from './loads/application-events.js'
import { fill } from './loads/fill.js'
import { DEBEZIUM } from './peer/debezium-jars.js'
import { startSink } from './peer/debezium-sink.js'
import { sinkColumns, sinkRecords } from './peer/sink-records.js'
import { rateOf } from './rate-of.js'
import { watchResident } from './resident.js'

const TOPIC = canonicalTopic('applications')
const SINK_TOPIC = 'bench.sink'
const TABLE = 'sink'
const EVERY_MS = 100
/** When so many that come last are there, all are: each partition's last new row is among them. To count a table would be work for who fills it. */
const LAST = 200
const MIB = 1024 * 1024

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
    const partitions = topics.find(({ name }) => name === TOPIC)?.partitions ?? 1
    await plot.log.ensureTopics([...topics, { name: SINK_TOPIC, partitions, config: {} }])
    await fill(plot.log, TOPIC, encodedEvents(size, seed))
    await fill(plot.log, SINK_TOPIC, sinkRecords(size, seed))
    const keys = new Set<string>()
    for (const { key } of applicationEvents(size, seed)) keys.add(key)
    const last = [...keys].slice(-LAST).map((key) => Number(key))
    const load = { prefix: topicPrefix, events: size, last }
    const figures: Figure[] = []
    for (const tasks of [1, 2]) {
      const [ours, theirs] = [[] as Filled[], [] as Filled[]]
      for (let run = 0; run < runs; run++) {
        ours.push(await measureOurs(bed, load, tasks))
        theirs.push(await measureSink(bed, load, tasks))
      }
      const named = tasks === 1 ? '1 task' : `${tasks} tasks`
      const series = (of: keyof Filled, unit: string) =>
        [
          { what: 'as many writers', unit, values: ours.map((one) => one[of]) },
          { what: `Debezium JDBC sink ${DEBEZIUM}`, unit, values: theirs.map((one) => one[of]) },
        ] as const
      const target = { of: 'ratio', is: 'at least', value: 1.75 } as const
      figures.push(
        paired(`P3 beside the peer, ${named}`, ...series('perSecond', 'events/s'), target),
        paired(`P3 beside the peer, memory, ${named}`, ...series('mib', 'MiB')),
      )
    }
    await plot.clear()
    return figures
  },
}

/** How fast a table was filled, and what who filled it held in memory at most. */
interface Filled {
  readonly perSecond: number
  readonly mib: number
}

interface PeerLoad {
  readonly prefix: string
  readonly events: number
  /** The ids of the rows that are new last. */
  readonly last: readonly number[]
}

/** All events when the table is filled, and one as soon as anything is there; `key` is what the table's index leads to an id by. */
function filled(table: string, key: string, { events, last }: PeerLoad): string {
  const isBegun = `exists (select 1 from ${table})::int`
  return `select case when count(*) = ${last.length} then ${events} else ${isBegun} end as n from ${table} where ${key} in (${last.join(', ')})`
}

async function measureOurs(bed: Bed, load: PeerLoad, processes: number): Promise<Filled> {
  const plot = await bed.plot(load.prefix)
  const started = await Promise.all(Array.from({ length: processes }, () => plot.start('warehouse-writer')))
  const resident = started.map(({ child }) => watchResident(child.process.pid ?? 0))
  const progress = {
    query: filled('recruiting_g1.applications', `connection_id = '${CONNECTION}' and id`, load),
    everyMs: EVERY_MS,
  }
  const perSecond = await rateOf(plot.pool, progress, load.events)
  const mib = resident.reduce((sum, { stop }) => sum + stop(), 0) / MIB
  bed.note(`warehouse-writer ×${processes}: ${perSecond.toFixed(0)} events/s, ${mib.toFixed(0)} MiB`)
  await plot.clear()
  return { perSecond, mib }
}

async function measureSink(bed: Bed, load: PeerLoad, tasks: number): Promise<Filled> {
  const plot = await bed.plot(load.prefix)
  const columns = sinkColumns.map(([name, sql]) => `"${name}" ${sql}`).join(', ')
  await plot.pool.query(`create table ${TABLE} (id bigint primary key, ${columns})`)
  const { pid, check } = await startSink(plot, { topic: SINK_TOPIC, table: TABLE, tasks }, bed.note)
  const resident = watchResident(pid)
  const progress = { query: filled(TABLE, 'id', load), everyMs: EVERY_MS, check }
  const perSecond = await rateOf(plot.pool, progress, load.events)
  const mib = resident.stop() / MIB
  bed.note(`Debezium JDBC sink ×${tasks}: ${perSecond.toFixed(0)} events/s, ${mib.toFixed(0)} MiB`)
  await plot.clear()
  return { perSecond, mib }
}
