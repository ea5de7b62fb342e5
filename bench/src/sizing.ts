import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalTopics, RAW_TOPIC, resources } from '@trellis/greenhouse'
import { localDir } from '@trellis/local'
import type { Bench } from './bench.js'
import type { Bed, Plot } from './bed.js'
import type { Figure, Point } from './figure.js'
import { sandboxWorld } from './sandbox-world.js'
import { BYTES, EVENTS, recordsOf } from './sizing-table.js'

/** How much smaller the other company is: two of them make a line. */
const SMALLER = 4

/** What two invented companies take after their first sync: what docs/sizing.md is computed from. */
export const sizing: Bench = {
  name: 'sizing',
  about: 'rows, and bytes on the log and in Postgres, of two companies: what docs/sizing.md is made of (by name only)',
  isExtra: true,
  counts: 'candidates',
  full: { size: 4_000, runs: 1 },
  quick: { size: 800, runs: 1 },
  run: async (bed, { size }) => {
    const points = new Map<string, Point[]>()
    for (const candidates of [size / SMALLER, size])
      for (const [name, cost] of await measureCompany(bed, candidates)) {
        points.set(name, [...(points.get(name) ?? []), { size: candidates, cost }])
      }
    return [...points].map(([name, measured]): Figure => {
      const at = measured.map(({ cost }) => cost)
      return { name, ours: { what: 'in all', unit: '', values: at }, points: measured }
    })
  },
}

async function measureCompany(bed: Bed, candidates: number): Promise<ReadonlyMap<string, number>> {
  const world = await sandboxWorld(bed, { candidates })
  await world.synced()
  const { plot } = world
  const found = new Map<string, number>()
  for (const { name } of resources) {
    const { rows } = await plot.pool.query<{ n: string }>(`select count(*) as n from recruiting_g1."${name}"`)
    found.set(recordsOf(name), Number(rows[0]?.n))
  }
  found.set(EVENTS.raw, await eventsOnLog(plot, [RAW_TOPIC]))
  found.set(EVENTS.canonical, await eventsOnLog(plot, canonicalTopics))
  found.set(BYTES.raw, await bytesOnLog(plot, [RAW_TOPIC]))
  found.set(BYTES.canonical, await bytesOnLog(plot, canonicalTopics))
  found.set(BYTES.tables, await bytesInPostgres(plot, 'recruiting_g1', 'pg_table_size'))
  found.set(BYTES.indexes, await bytesInPostgres(plot, 'recruiting_g1', 'pg_indexes_size'))
  found.set(BYTES.own, await bytesInPostgres(plot, 'ops', 'pg_total_relation_size'))
  await world.clear()
  return found
}

async function eventsOnLog({ log }: Plot, topics: readonly string[]): Promise<number> {
  const ends = await Promise.all(topics.map((topic) => log.endOffsets(topic)))
  return ends.flatMap((one) => [...one.values()]).reduce((sum, end) => sum + Number(end), 0)
}

/** The segments of topics on the disk of the bench's own Kafka. */
async function bytesOnLog({ settings }: Plot, topics: readonly string[]): Promise<number> {
  const data = join(localDir, `bench-${process.pid}`, 'kafka/data')
  if (!existsSync(data))
    throw new Error('what a log takes on disk can be seen on the bench’s own Kafka only: leave KAFKA_BROKERS out')
  const names = topics.map((topic) => settings.topicPrefix + topic)
  const partitions = (await readdir(data)).filter((dir) => names.includes(dir.replace(/-\d+$/, '')))
  const segments = await Promise.all(
    partitions.map(async (dir) => (await readdir(join(data, dir))).map((file) => join(data, dir, file))),
  )
  const sizes = segments.flat().filter((file) => file.endsWith('.log'))
  return (await Promise.all(sizes.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0)
}

async function bytesInPostgres({ pool }: Plot, schema: string, measure: string): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    `select coalesce(sum(${measure}(oid)), 0)::bigint as n from pg_class where relkind = 'r' and relnamespace = $1::regnamespace`,
    [schema],
  )
  return Number(rows[0]?.n)
}
