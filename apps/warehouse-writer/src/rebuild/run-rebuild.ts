import { randomUUID } from 'node:crypto'
import { source } from '@trellis/greenhouse'
import { AS_OF_SCHEMA, ident, selectLive } from '@trellis/pipeline'
import {
  grantGeneration,
  noteComplete,
  rebuildReader,
  requireCurrentGeneration,
  transact,
  type EventLog,
  type GenerationRecord,
  type KafkaSettings,
  type LeaveOutByConnection,
  type Lease,
  type LogLevel,
  type Pool,
} from '@trellis/runtime'
import { makeIndexesOneByOne } from '../make-tables.js'
import { leaveOutNow } from '../withheld-by-connection.js'
import { beginGeneration } from './begin-generation.js'
import { checkNormalizers } from './check-normalizers.js'
import { checkPrivacy } from './check-privacy.js'
import { checkRaw } from './check-raw.js'
import { compareTables } from './parity.js'
import { catchUp, fill } from './fill.js'
import { endReading, readInThreads } from './read-in-threads.js'
import type { Waiting } from './replay-to.js'
import { checkViews, type OnDependents } from './swap-views.js'
import { snapshotPoint, switchGeneration } from './switch-generation.js'
import type { Reporter } from './reporter.js'

/** What a rebuild works with. */
export interface RebuildPorts {
  readonly pool: Pool
  readonly log: EventLog
  readonly lease: Lease
  readonly report: Reporter
  readonly settings: KafkaSettings
  readonly databaseUrl: string
  readonly logLevel: LogLevel
  /** How many threads read raw. */
  readonly workers: number
}

/** What is to be made, and whether readers are given it. */
interface RebuildOptions {
  readonly asOfMs?: number
  readonly isSwitched: boolean
  readonly onDependents: OnDependents
}

/** Rebuilds all tables from raw, compares them with those that readers see, and gives them to readers. Goes on where an interrupted run stopped. */
export async function runRebuild(ports: RebuildPorts, { asOfMs, isSwitched, onDependents }: RebuildOptions): Promise<void> {
  const { pool, log, report } = ports
  await checkRaw(log)
  if (asOfMs === undefined) await checkNormalizers(log)
  const { generation, resumed, leaveOut } = await beginGeneration(pool, asOfMs)
  if (isSwitched && asOfMs === undefined) await transact(pool, (client) => checkViews(client, generation.schema, onDependents))
  const { number, revision } = generation
  const asOf = asOfMs === undefined ? {} : { asOf: new Date(asOfMs).toISOString() }
  report({ event: 'generation', generation: number, revision, resumed, ...asOf })
  await fillAndShow(ports, generation, leaveOut, isSwitched ? onDependents : undefined)
}

/** Gives readers a generation that is complete, once raw has been read to its end into it. */
export async function switchTo(ports: RebuildPorts, generation: GenerationRecord, onDependents: OnDependents): Promise<void> {
  await checkRaw(ports.log)
  await checkNormalizers(ports.log)
  await checkPrivacy(ports.pool, generation)
  await fillAndShow(ports, generation, await leaveOutNow(ports.pool), onDependents)
}

/** Reads on into a generation; then, if `onDependents` says how, readers are given it. */
async function fillAndShow(
  ports: RebuildPorts,
  generation: GenerationRecord,
  leaveOut: LeaveOutByConnection,
  onDependents: OnDependents | undefined,
): Promise<void> {
  const { pool, log, lease, report, settings, databaseUrl, logLevel, workers } = ports
  const { number, schema, asOfMs } = generation
  const reader = rebuildReader(number)
  const group = `rebuild-g${number}-${randomUUID()}`
  const startedAt = performance.now()
  const replay = { reader, generation: number, schema, leaveOut, ...(asOfMs !== undefined && { asOfMs }) }
  const reading = await readInThreads({ settings, databaseUrl, group, replay, logLevel }, workers)
  try {
    const waiting: Waiting = { pool, reader, failed: reading.failed, lease, phase: 'replay', report }
    const events = await fill(log, waiting)
    await makeIndexesOneByOne(pool, schema)
    await noteComplete(pool, number)
    const completeSince = await snapshotPoint(pool)
    report({ event: 'complete', generation: number, seconds: secondsSince(startedAt), events })
    const current = await requireCurrentGeneration(pool)
    if (asOfMs !== undefined) await showAsOf(ports, generation)
    else
      report({
        event: 'parity',
        generation: number,
        with: current.number,
        resources: await compareTables(pool, source.resources, { before: current.schema, after: schema }),
      })
    if (asOfMs === undefined && onDependents) {
      await fill(log, { ...waiting, phase: 'catch-up' })
      await checkNormalizers(log)
      const { from, recreated } = await switchGeneration({
        pool,
        to: generation,
        lease,
        report,
        onDependents,
        completeSince,
        catchUp: () => catchUp(log, waiting),
      })
      report({ event: 'switched', from, to: number, recreated })
    }
  } finally {
    await endReading(reading, log)
  }
}

/** Puts live views over the generation that shows what was known at an instant (rule N4). */
async function showAsOf({ pool, report }: RebuildPorts, { number, schema }: GenerationRecord): Promise<void> {
  await transact(pool, async (client) => {
    await client.query(`drop schema if exists ${ident(AS_OF_SCHEMA)} cascade; create schema ${ident(AS_OF_SCHEMA)}`)
    for (const of of source.resources)
      await client.query(`create view ${ident(AS_OF_SCHEMA, of.name)} as ${selectLive(schema, of)}`)
    await grantGeneration(client, source.resources, { schema, shown: [AS_OF_SCHEMA] })
  })
  report({ event: 'shown', generation: number, schema: AS_OF_SCHEMA })
}

function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 100) / 10
}
