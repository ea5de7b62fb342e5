import { resourceNamed } from '@trellis/greenhouse'
import { decodeCanonical, instantOf, instantOfMs, msOf, type CanonicalEvent } from '@trellis/pipeline'
import {
  currentGeneration,
  noteSeenWebhook,
  noteSkipped,
  transactAt,
  transactAtEach,
  WITH_GENERATION,
  writerReader,
  type AtPosition,
  type LogBatch,
  type LogRecord,
  type MovingReader,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { eventsFor, eventsKept, type Validation } from './events-for.js'
import type { Generation } from './generation.js'
import { JoinedTables } from './joined-tables.js'
import { unknownConnections } from './known-connections.js'
import { LeftOut } from './left-out.js'
import { withheldByConnection } from './withheld-by-connection.js'

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
    const batchesRead = found.map(({ records }) => decoded(records))
    const unknown = await unknownConnections(
      pool,
      client,
      batchesRead.flatMap(({ events }) => events),
    )
    const withheldOf = await withheldByConnection(client)
    const written = batchesRead.map(({ events: read, leftOut }): Written => {
      const kept = eventsKept(ofKnown(read, unknown, leftOut), withheldOf)
      const events = eventsFor(generation, kept, leftOut, validation)
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

/**
 * A raw event is as old as its append, or older (rule V2), and what it says is appended later still; but the clocks of two brokers may be apart. Where a
 * topic takes the sender's word for the append, that is believed.
 */
const CLOCKS_APART_MS = 300_000

function decoded(records: readonly LogRecord[]): { readonly events: readonly CanonicalEvent[]; readonly leftOut: LeftOut } {
  const leftOut = new LeftOut()
  const events: CanonicalEvent[] = []
  for (const { message, appendedAtMs } of records) {
    const event = decodeCanonical(message)
    if (!event) leftOut.note('undecodable', 'all')
    else if (msOf(instantOf(event.version)) > appendedAtMs + CLOCKS_APART_MS) leftOut.note('later than its append', 'all')
    else events.push(event)
  }
  return { events, leftOut }
}

function ofKnown(events: readonly CanonicalEvent[], unknown: ReadonlySet<string>, leftOut: LeftOut): readonly CanonicalEvent[] {
  if (unknown.size === 0) return events
  const known = events.filter(({ connection }) => !unknown.has(connection))
  leftOut.note('unknown connection', 'all', events.length - known.length)
  return known
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
