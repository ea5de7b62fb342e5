import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { runRebuildProcess } from '@trellis/cli'
import { NORMALIZER_GROUP, RAW_TOPIC, topics } from '@trellis/greenhouse'
import { GiveUp, workspaceRoot } from '@trellis/local'
import type { RebuildEvent } from '@trellis/runtime'
import type { Bed, Plot } from './bed.js'
import { commitEnds } from './ceilings/commit-ends.js'
import { fill } from './loads/fill.js'
import { rawWebhooks } from './loads/raw-webhooks.js'
import { rateOf } from './rate-of.js'
import { watchResident } from './resident.js'

/** Those of a rebuild, and of what stands beside it. */
export const WORKERS = Math.min(4, availableParallelism())
const MIB = 1024 * 1024

/** The events of raw that a rebuild has written. */
const PASSED = `select coalesce(sum(next_offset), 0)::bigint as n from ops.log_position where reader like 'rebuild/g%'`

/** A plot with raw events of 6 KB on its log, how many there are, and tables that know nothing of them. */
interface FilledLog {
  readonly plot: Plot
  readonly events: number
}

/** Fills a log with so many raw events. */
export async function filledLog(bed: Bed, size: number, seed: number): Promise<FilledLog> {
  const plot = await bed.plot()
  await plot.log.ensureTopics(topics)
  const events = await fill(plot.log, RAW_TOPIC, rawWebhooks(size, seed))
  // What normalizers do is not what is measured here: one has to be live, and finds nothing to do.
  await commitEnds(plot.settings, NORMALIZER_GROUP, RAW_TOPIC, await plot.log.endOffsets(RAW_TOPIC))
  await plot.start('normalizer')
  const { child } = await plot.start('warehouse-writer')
  await child.stop()
  return { plot, events }
}

/** What one rebuild took. */
export interface Rebuilt {
  readonly perSecond: number
  /** From the first batch to the last: without the start of its threads and the indexes at its end. */
  readonly reading: number
  readonly seconds: number
  readonly residentMib: number
}

/** Rebuilds all tables and drops them again. */
export async function measureRebuild(bed: Bed, { plot, events }: FilledLog): Promise<Rebuilt> {
  const child = spawn(
    process.execPath,
    [join(workspaceRoot, 'apps/warehouse-writer/dist/rebuild.js'), 'run', '--no-switch', '--workers', String(WORKERS)],
    { cwd: workspaceRoot, env: { ...process.env, ...plot.env }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const resident = watchResident(child.pid ?? 0)
  const check = async (): Promise<void> => {
    if (child.exitCode !== null && child.exitCode !== 0) throw new GiveUp('the rebuild failed')
  }
  const reading = rateOf(plot.pool, { query: PASSED, everyMs: 20, check }, events)
  // Awaited when the rebuild is over; what it says of itself comes first.
  reading.catch(() => undefined)
  let complete: Extract<RebuildEvent, { event: 'complete' }> | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as RebuildEvent
    if (event.event === 'refused') throw new Error(event.why)
    if (event.event === 'complete') complete = event
  }
  const residentMib = resident.stop() / MIB
  if (!complete) throw new Error('the rebuild ended without a word')
  const { seconds, generation } = complete
  const rebuilt = { perSecond: events / seconds, reading: await reading, seconds, residentMib }
  await dropGeneration(plot, generation)
  bed.note(`rebuild: ${rebuilt.perSecond.toFixed(0)} events/s, ${residentMib.toFixed(0)} MiB`)
  return rebuilt
}

/** The next run has to begin from nothing. */
async function dropGeneration({ env }: Plot, generation: number): Promise<void> {
  const addresses = {
    brokers: env['KAFKA_BROKERS'] ?? '',
    databaseUrl: env['DATABASE_URL'] ?? '',
    topicPrefix: env['KAFKA_TOPIC_PREFIX'] ?? '',
  }
  const code = await runRebuildProcess(['drop', String(generation)], addresses, () => undefined)
  if (code !== 0) throw new Error(`generation ${generation} was not dropped`)
}
