import { randomUUID } from 'node:crypto'
import { resourceNamed, source } from '@trellis/greenhouse'
import { createHistoryTable, createTable, historyTable, ident, literal, type Resource } from '@trellis/pipeline'
import {
  ALONE_WITH_GENERATION,
  Fault,
  forgetTablePositions,
  noteDeclared,
  rebuildReader,
  requireCurrentGeneration,
  transact,
  type GenerationRecord,
  type LeaveOutByConnection,
  type PoolClient,
} from '@trellis/runtime'
import { declaredBy } from '../declared.js'
import { makeIndexes } from '../make-tables.js'
import { leaveOutNow } from '../withheld-by-connection.js'
import { checkNormalizers } from './check-normalizers.js'
import { checkRaw } from './check-raw.js'
import { fill } from './fill.js'
import { compareTables } from './parity.js'
import { endReading, readInThreads } from './read-in-threads.js'
import { rawEnds } from './raw-ends.js'
import { replayTo, type Waiting } from './replay-to.js'
import type { RebuildPorts } from './run-rebuild.js'
import { checkLease, retryWhileRead } from './switch-generation.js'
import { lockViews, swapViews, type OnDependents } from './swap-views.js'

/**
 * Rebuilds one table of the current generation from raw, in a schema beside it, and puts it in the old one's place. For a correction of one resource.
 *
 * In the transaction that does so no writer writes: what the old table holds came from canonical events before the writer's positions, and those came
 * from raw events that are on the log by now. Raw is read to the end that it has now, so the new table knows all that the old one knew; and what the writer
 * reads from its positions on is joined, the same word twice included. Goes on where an interrupted run stopped, unless the declaration changed since.
 */
export async function rebuildResource(ports: RebuildPorts, name: string, onDependents: OnDependents): Promise<void> {
  const { pool, log, lease, report, settings, databaseUrl, logLevel, workers } = ports
  const of = resourceNamed(name)
  if (!of) throw new Fault(`There is no resource ${name}`, { retryable: false })
  await checkRaw(log)
  await checkNormalizers(log)
  const generation = await requireCurrentGeneration(pool)
  const made = await makeBeside(ports, generation, of)
  report({
    event: 'generation',
    generation: generation.number,
    revision: generation.revision,
    resumed: made.resumed,
    resource: name,
  })
  const group = `rebuild-g${generation.number}-${randomUUID()}`
  const replay = {
    reader: made.reader,
    generation: generation.number,
    schema: made.schema,
    leaveOut: made.leaveOut,
    resource: name,
  }
  const reading = await readInThreads({ settings, databaseUrl, group, replay, logLevel }, workers)
  try {
    const waiting: Waiting = { pool, reader: made.reader, failed: reading.failed, lease, phase: 'replay', report }
    await fill(log, waiting)
    await transact(pool, (client) => makeIndexes(client, made.schema, [of]))
    const parity = await compareTables(pool, [of], { before: generation.schema, after: made.schema })
    report({ event: 'parity', generation: generation.number, with: generation.number, resources: parity })
    await retryWhileRead(report, async () =>
      transact(pool, async (client) => {
        await beginReplacing(client, generation)
        await replayTo(await rawEnds(log), { ...waiting, phase: 'catch-up', limitMs: 20_000 })
        await checkLease(client, lease)
        await replace(client, { generation, of, ...made, onDependents })
      }),
    )
    report({ event: 'replaced', generation: generation.number, resource: name })
  } finally {
    await endReading(reading, log)
  }
}

interface Beside {
  readonly schema: string
  readonly reader: string
  readonly resumed: boolean
  readonly leaveOut: LeaveOutByConnection
}

/** The new table, empty or as an interrupted run left it. */
async function makeBeside({ pool }: RebuildPorts, { number, schema: current }: GenerationRecord, of: Resource): Promise<Beside> {
  const schema = `${current}_new`
  const reader = rebuildReader(number, of.name)
  return transact(pool, async (client) => {
    const leaveOut = await leaveOutNow(client)
    const madeOf = JSON.stringify({ revision: source.revision, declared: declaredBy([of]), leaveOut })
    const { rows } = await client.query<{ made_of: string | null }>(
      `select obj_description(to_regnamespace($1), 'pg_namespace') as made_of`,
      [ident(schema)],
    )
    if (rows[0]?.made_of === madeOf) return { schema, reader, leaveOut, resumed: true }
    await forget(client, number, schema)
    await client.query(`create schema ${ident(schema)}; comment on schema ${ident(schema)} is ${literal(madeOf)}`)
    await client.query(createTable(schema, of))
    if (of.history) await client.query(createHistoryTable(schema, of))
    return { schema, reader, leaveOut, resumed: false }
  })
}

async function beginReplacing(client: PoolClient, { number }: GenerationRecord): Promise<void> {
  await client.query(ALONE_WITH_GENERATION)
  const current = await requireCurrentGeneration(client)
  if (current.number !== number) throw new Fault(`Generation ${number} is not the current one any more`, { retryable: false })
}

interface Replacement extends Beside {
  readonly generation: GenerationRecord
  readonly of: Resource
  readonly onDependents: OnDependents
}

async function replace(client: PoolClient, { generation, of, schema, onDependents }: Replacement): Promise<void> {
  const old = `${generation.schema}_old`
  await lockViews(client, [of])
  await client.query(`create schema ${ident(old)}`)
  const tables = of.history ? [of.name, historyTable(of)] : [of.name]
  for (const table of tables) {
    await client.query(`alter table if exists ${ident(generation.schema, table)} set schema ${ident(old)}`)
    await client.query(`alter table ${ident(schema, table)} set schema ${ident(generation.schema)}`)
  }
  await swapViews(client, generation.schema, onDependents, [of])
  for (const table of tables) await client.query(`drop table if exists ${ident(old, table)}`)
  await client.query(`drop schema ${ident(old)}`)
  await noteDeclared(client, generation.number, declaredBy([of]))
  await forget(client, generation.number, schema)
}

async function forget(client: PoolClient, number: number, schema: string): Promise<void> {
  await client.query(`drop schema if exists ${ident(schema)} cascade`)
  await forgetTablePositions(client, number)
}
