import { canonicalTopic, resourceNamed, topics } from '@trellis/greenhouse'
import type { Bench } from './bench.js'
import type { Bed, Plot } from './bed.js'
import { startCeiling } from './ceiling.js'
import { paired, spread } from './figure.js'
import { encodedEvents } from './loads/application-events.js'
import { fill } from './loads/fill.js'
import { rateOf } from './rate-of.js'

export const TOPIC = canonicalTopic('applications')

/** P3: canonical events into rows of some thirty columns, against a blind overwrite of the same topic by COPY and a stage. */
export const writer: Bench = {
  name: 'writer',
  about: 'canonical events into rows, against a blind overwrite by COPY and a stage',
  counts: 'events',
  full: { size: 300_000, runs: 3 },
  quick: { size: 60_000, runs: 2 },
  guard: { size: 20_000, figure: 'P3 warehouse-writer' },
  least: 20_000,
  run: async (bed, { size, runs }, seed) => {
    const loaded = await bed.plot()
    await loaded.log.ensureTopics(topics)
    const events = await fill(loaded.log, TOPIC, encodedEvents(size, seed))
    const ours: number[] = []
    const blind: number[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await measureOurs(bed, loaded.settings.topicPrefix, events))
      blind.push(await measureBlind(bed, loaded.settings.topicPrefix, events))
    }
    await loaded.clear()
    return [
      {
        ...paired(
          'P3 warehouse-writer',
          { what: 'warehouse-writer', unit: 'events/s', values: ours },
          { what: 'blind overwrite, COPY stage', unit: 'events/s', values: blind },
          { of: 'ratio', is: 'at least', value: 0.7 },
        ),
        cost: { what: 'seconds of writing', seconds: events / spread(ours).median },
      },
    ]
  },
}

/** Events per second of a writer that finds them all on the log of this prefix. */
export async function measureOurs(
  bed: Bed,
  prefix: string,
  events: number,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const plot = await bed.plot(prefix)
  await plot.start('warehouse-writer', env)
  const query = `select coalesce(sum(next_offset), 0)::bigint as n from ops.log_position where topic = '${TOPIC}'`
  const rate = await rateOf(plot.pool, { query, everyMs: 20 }, events)
  bed.note(`warehouse-writer: ${rate.toFixed(0)} events/s`)
  await plot.clear()
  return rate
}

/** A table of the same columns and types without bookkeeping, and a key. */
async function measureBlind(bed: Bed, prefix: string, events: number): Promise<number> {
  const plot = await bed.plot(prefix)
  await createBlindTable(plot)
  const columns = Object.keys(resourceNamed('applications')?.columns ?? {})
  await startCeiling(plot, 'blind-writer', {
    BLIND_TOPIC: TOPIC,
    BLIND_TABLE: 'blind',
    BLIND_COLUMNS: [...columns, '_extra'].join(','),
  })
  const rate = await rateOf(plot.pool, { query: 'select written as n from blind_progress', everyMs: 20 }, events)
  bed.note(`blind overwrite: ${rate.toFixed(0)} events/s`)
  await plot.clear()
  return rate
}

async function createBlindTable({ pool }: Plot): Promise<void> {
  const columns = Object.entries(resourceNamed('applications')?.columns ?? {})
  const declared = columns.map(([name, { sql }]) => `"${name}" ${sql}`).join(', ')
  await pool.query(`create table blind (id bigint primary key, ${declared}, _extra jsonb)`)
  await pool.query('create table blind_progress as select 0::bigint as written')
}
