import { canonicalTopic, resourceNamed, topics } from '@trellis/greenhouse'
import { GiveUp, until } from '@trellis/local'
import type { Pool } from '@trellis/runtime'
import type { Bench } from './bench.js'
import type { Bed, Plot } from './bed.js'
import { startCeiling } from './ceiling.js'
import { paired } from './figure.js'
import { encodedEvents } from './loads/application-events.js'
import { fill } from './loads/fill.js'

const TOPIC = canonicalTopic('applications')

/** P3: canonical events into rows of some thirty columns, against a blind overwrite of the same topic by COPY and a stage. */
export const writer: Bench = {
  name: 'writer',
  about: 'canonical events into rows, against a blind overwrite by COPY and a stage',
  run: async (bed, seed) => {
    const { events, runs } = bed.isQuick ? { events: 60_000, runs: 2 } : { events: 300_000, runs: 3 }
    const loaded = await bed.plot()
    await loaded.log.ensureTopics(topics)
    await fill(loaded.log, TOPIC, encodedEvents(events, seed))
    const ours: number[] = []
    const blind: number[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await measureOurs(bed, loaded.settings.topicPrefix, events))
      blind.push(await measureBlind(bed, loaded.settings.topicPrefix, events))
    }
    await loaded.clear()
    return [
      paired(
        'P3 warehouse-writer',
        { what: 'warehouse-writer', unit: 'events/s', values: ours },
        { what: 'blind overwrite, COPY stage', unit: 'events/s', values: blind },
        { of: 'ratio', is: 'at least', value: 0.7 },
      ),
    ]
  },
}

async function measureOurs(bed: Bed, prefix: string, events: number): Promise<number> {
  const plot = await bed.plot(prefix)
  await plot.start('warehouse-writer')
  const rate = await rateOf(
    plot.pool,
    `select coalesce(sum(next_offset), 0)::bigint as n from ops.log_position where topic = '${TOPIC}'`,
    events,
  )
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
  const rate = await rateOf(plot.pool, 'select written as n from blind_progress', events)
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

const LIMIT_MS = 600_000

/** Events per second between the first commit that was seen and the last: what starting takes is not counted. */
async function rateOf(pool: Pool, progress: string, events: number): Promise<number> {
  let first: { readonly at: number; readonly done: number } | undefined
  const isDone = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ n: string }>(progress).catch(() => ({ rows: [{ n: '0' }] }))
    const done = Number(rows[0]?.n ?? 0)
    if (done > events) throw new GiveUp(`${done} events were written of ${events}`)
    if (done > 0) first ??= { at: performance.now(), done }
    return done === events
  }
  await until(isDone, { what: `${events} events in the table`, limitMs: LIMIT_MS, everyMs: 20 })
  if (!first || first.done === events) throw new Error('the load is too small to be measured')
  return ((events - first.done) * 1_000) / (performance.now() - first.at)
}
