import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { NORMALIZER_GROUP, RAW_TOPIC, topics } from '@trellis/greenhouse'
import { runRebuildProcess } from '@trellis/cli'
import { GiveUp, until, workspaceRoot } from '@trellis/local'
import { encodeRaw, instantOfMs, type Message } from '@trellis/pipeline'
import { newRawKey, type RebuildEvent } from '@trellis/runtime'
import type { Bench } from './bench.js'
import { CONNECTION, type Bed, type Plot } from './bed.js'
import { startCeiling } from './ceiling.js'
import { commitEnds } from './ceilings/commit-ends.js'
import { paired, type Figure } from './figure.js'
import { fill } from './loads/fill.js'
import { webhookBodies } from './loads/webhook-bodies.js'

const WORKERS = Math.min(4, availableParallelism())
const MIB = 1024 * 1024

/** P4: all tables from a log of 6 KB bodies, against consuming and parsing the same log with as many processes. */
export const rebuild: Bench = {
  name: 'rebuild',
  about: 'all tables made anew from raw, against consuming and parsing the same log',
  run: async (bed, seed) => {
    const { events, runs } = bed.isQuick ? { events: 40_000, runs: 2 } : { events: 200_000, runs: 3 }
    const plot = await bed.plot()
    await plot.log.ensureTopics(topics)
    await fill(plot.log, RAW_TOPIC, rawMessages(events, seed))
    // What normalizers do is not what is measured here: one has to be live, and finds nothing to do.
    await commitEnds(plot.settings, NORMALIZER_GROUP, RAW_TOPIC, await plot.log.endOffsets(RAW_TOPIC))
    await plot.start('normalizer')
    const { child } = await plot.start('warehouse-writer')
    await child.stop()
    const ours: Rebuilt[] = []
    const parsed: number[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await measureRebuild(bed, plot))
      parsed.push(await measureParse(bed, plot, events, run))
    }
    await plot.clear()
    const memory: Figure = {
      name: 'P4 rebuild memory',
      ours: { what: 'resident at most', unit: 'MiB', values: ours.map(({ residentBytes }) => residentBytes / MIB) },
      target: { of: 'ours', is: 'at most', value: 600 },
      size: events,
    }
    return [
      {
        ...paired(
          'P4 rebuild',
          { what: `rebuild, ${WORKERS} workers`, unit: 'events/s', values: ours.map(({ perSecond }) => perSecond) },
          { what: `consume and JSON.parse, ${WORKERS} processes`, unit: 'events/s', values: parsed },
          { of: 'ratio', is: 'at least', value: 0.5 },
        ),
        size: events,
      },
      memory,
    ]
  },
}

function* rawMessages(count: number, seed: number): Generator<Message> {
  const bodies = webhookBodies(20_000, 20_000, seed, 'of no account')
  const beganAt = Date.now()
  for (let index = 0; index < count; index++) {
    const body = bodies[index % bodies.length]?.body ?? Buffer.alloc(0)
    const id = index.toString(16).padStart(24, '0')
    yield encodeRaw({ id, connection: CONNECTION, kind: 'webhook', at: instantOfMs(beganAt), body }, newRawKey(CONNECTION))
  }
}

interface Rebuilt {
  readonly perSecond: number
  readonly residentBytes: number
}

async function measureRebuild(bed: Bed, plot: Plot): Promise<Rebuilt> {
  const child = spawn(
    process.execPath,
    [join(workspaceRoot, 'apps/warehouse-writer/dist/rebuild.js'), 'run', '--no-switch', '--workers', String(WORKERS)],
    { cwd: workspaceRoot, env: { ...process.env, ...plot.env }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let residentBytes = 0
  const timer = setInterval(() => (residentBytes = Math.max(residentBytes, residentOf(child.pid ?? 0))), 200)
  let complete: Extract<RebuildEvent, { event: 'complete' }> | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as RebuildEvent
    if (event.event === 'refused') throw new Error(event.why)
    if (event.event === 'complete') complete = event
  }
  clearInterval(timer)
  if (!complete) throw new Error('the rebuild ended without a word')
  const perSecond = complete.events / complete.seconds
  await dropGeneration(plot, complete.generation)
  bed.note(`rebuild: ${perSecond.toFixed(0)} events/s, ${(residentBytes / MIB).toFixed(0)} MiB`)
  return { perSecond, residentBytes }
}

/** The next run has to begin anew. */
async function dropGeneration({ env }: Plot, generation: number): Promise<void> {
  const addresses = {
    brokers: env['KAFKA_BROKERS'] ?? '',
    databaseUrl: env['DATABASE_URL'] ?? '',
    topicPrefix: env['KAFKA_TOPIC_PREFIX'] ?? '',
  }
  const code = await runRebuildProcess(['drop', String(generation)], addresses, () => undefined)
  if (code !== 0) throw new Error(`generation ${generation} was not dropped`)
}

/** Linux says so; elsewhere there is no figure. */
function residentOf(pid: number): number {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kib ?? 0) * 1024
  } catch {
    return 0
  }
}

async function measureParse(bed: Bed, plot: Plot, events: number, run: number): Promise<number> {
  await plot.pool.query('create table if not exists parse_progress as select 0::bigint as parsed, false as go')
  await plot.pool.query('update parse_progress set parsed = 0, go = false')
  const group = `parse-${run}`
  const env = { PARSE_TOPIC: RAW_TOPIC, PARSE_GROUP: plot.settings.topicPrefix + group }
  const started = await Promise.all(Array.from({ length: WORKERS }, () => startCeiling(plot, 'consume-parse', env)))
  const haveJoined = async (): Promise<boolean> => (await plot.log.clientsOf(group))?.length === WORKERS
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
