import { RAW_TOPIC } from '@trellis/greenhouse'
import { GiveUp, until } from '@trellis/local'
import type { Bed, Plot } from './bed.js'
import { startCeiling } from './ceiling.js'

/** Consumes and parses the whole log of raw events with so many processes and nothing else; events per second. `run` distinguishes one time from another. */
export async function measureParse(bed: Bed, plot: Plot, events: number, workers: number, run: number): Promise<number> {
  await plot.pool.query('drop table if exists parse_progress, parse_member')
  await plot.pool.query('create table parse_progress as select 0::bigint as parsed, false as go')
  await plot.pool.query('create table parse_member (pid int primary key, partitions int not null)')
  const group = `parse-${run}`
  const env = { PARSE_TOPIC: RAW_TOPIC, PARSE_GROUP: plot.settings.topicPrefix + group }
  const started = await Promise.all(Array.from({ length: workers }, () => startCeiling(plot, 'consume-parse', env)))
  const partitions = (await plot.log.endOffsets(RAW_TOPIC)).size
  const haveJoined = async (): Promise<boolean> => {
    const { rows } = await plot.pool.query<{ members: number; partitions: number }>(
      'select count(*)::int as members, coalesce(sum(partitions), 0)::int as partitions from parse_member',
    )
    return rows[0]?.members === workers && rows[0].partitions === partitions
  }
  await until(haveJoined, { what: 'all who parse', limitMs: 60_000, everyMs: 200 })
  await plot.pool.query('update parse_progress set go = true')
  let first: { readonly at: number; readonly done: number } | undefined
  const isDone = async (): Promise<boolean> => {
    const { rows } = await plot.pool.query<{ parsed: string }>('select parsed from parse_progress')
    const done = Number(rows[0]?.parsed)
    if (done > events) throw new GiveUp(`${done} were parsed of ${events}: partitions were read twice`)
    if (done > 0) first ??= { at: performance.now(), done }
    return done === events
  }
  await until(isDone, { what: `${events} parsed bodies`, limitMs: 300_000, everyMs: 20 })
  if (!first || first.done === events) throw new Error('the load is too small to be measured')
  const perSecond = ((events - first.done) * 1_000) / (performance.now() - first.at)
  for (const child of started) await child.stop()
  bed.note(`consume and parse: ${perSecond.toFixed(0)} events/s`)
  return perSecond
}
