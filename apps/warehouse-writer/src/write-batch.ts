import { resourceNamed } from '@trellis/greenhouse'
import { decodeCanonical, instantOf, instantOfMs, type CanonicalEvent } from '@trellis/pipeline'
import {
  currentGeneration,
  noteSkipped,
  noteSeenWebhook,
  transactAt,
  transactAtEach,
  writerReader,
  type AtPosition,
  type LogBatch,
  type LogRecord,
  type MovingReader,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { eventsFor, type Validation } from './events-for.js'
import type { Generation } from './generation.js'
import { WITH_GENERATION } from './generation-lock.js'
import { JoinedTables } from './joined-tables.js'
import { LeftOut } from './left-out.js'

/** What was written of a batch. */
export interface Written {
  readonly events: number
  readonly rows: number
  /** The events that webhooks caused, for the figures of their way. */
  readonly webhooks: readonly CanonicalEvent[]
  readonly leftOut: LeftOut
}

/** Readers have been given another generation than the one that was written for, or its tables were changed. Nothing was written. */
export class GenerationMoved extends Error {
  override readonly name = 'GenerationMoved'
}

/**
 * Writes batches of different partitions: their rows and the positions behind them in one transaction, during which this generation is the current one.
 * Throws GenerationMoved where it is not any more.
 */
export function writeBatches(
  pool: Pool,
  generation: Generation,
  batches: readonly LogBatch[],
  validation: Validation = 'assume-valid',
): Promise<readonly AtPosition<Written>[]> {
  return transactAtEach(pool, readerAt(generation), batches, async (client, found) => {
    const joined = new JoinedTables(generation)
    const written = found.map(({ records }): Written => {
      const leftOut = new LeftOut()
      const events = eventsFor(generation, decoded(records, leftOut), leftOut, validation)
      const before = joined.rows
      for (const event of events) joined.add(event)
      const webhooks = events.filter(({ cause }) => cause.kind === 'webhook')
      // A row is on one partition: no two batches bring the same.
      return { events: events.length, rows: joined.rows - before, webhooks, leftOut }
    })
    // What waits for a rebuild is the same whichever batch brought it, and noted with the first.
    await joined.write(client, written[0]?.leftOut ?? new LeftOut())
    await noteNewestWebhook(
      client,
      written.flatMap(({ webhooks }) => webhooks),
    )
    return written
  })
}

/**
 * Moves the position behind a batch whose only record was refused, and keeps a note of it in `ops.problem`. Throws GenerationMoved like `writeBatches`.
 */
export function skipRefused(pool: Pool, generation: Generation, batch: LogBatch): Promise<AtPosition<Written>> {
  return transactAt(pool, readerAt(generation), batch, async (client, records) => {
    const leftOut = new LeftOut()
    for (const record of records) {
      await noteSkipped(client, record, 'refused')
      leftOut.note('refused', resourceNamed(record.message.headers['ce_resource'] ?? '')?.name ?? 'unknown')
    }
    return { events: 0, rows: 0, webhooks: [], leftOut }
  })
}

/** What was written of a batch in two parts. */
export function joinWritten(first: Written, second: Written): Written {
  return {
    events: first.events + second.events,
    rows: first.rows + second.rows,
    webhooks: [...first.webhooks, ...second.webhooks],
    leftOut: LeftOut.of(first.leftOut, second.leftOut),
  }
}

function readerAt(generation: Generation): MovingReader {
  return { begin: `begin; ${WITH_GENERATION}`, name: (client) => readerIfCurrent(client, generation) }
}

async function readerIfCurrent(client: PoolClient, generation: Generation): Promise<string> {
  const current = await currentGeneration(client)
  if (current?.number !== generation.number || current.stamp !== generation.stamp)
    throw new GenerationMoved(`generation ${generation.number} is not the current one, or not as it was`)
  return writerReader(generation.number)
}

function decoded(records: readonly LogRecord[], leftOut: LeftOut): readonly CanonicalEvent[] {
  const events = records.flatMap(({ message }) => decodeCanonical(message) ?? [])
  if (events.length < records.length) leftOut.note('undecodable', 'all', records.length - events.length)
  return events
}

async function noteNewestWebhook(client: PoolClient, webhooks: readonly CanonicalEvent[]): Promise<void> {
  const newest = new Map<string, CanonicalEvent>()
  for (const event of webhooks) {
    const known = newest.get(event.connection)
    if (!known || event.version > known.version) newest.set(event.connection, event)
  }
  // By connection: two writers lock in the same order, which avoids deadlocks.
  for (const [connection, { cause, version }] of [...newest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { rawId, action } = cause
    await noteSeenWebhook(client, {
      connection,
      rawId,
      action,
      arrivedAt: instantOf(version),
      visibleAt: instantOfMs(Date.now()),
    })
  }
}
