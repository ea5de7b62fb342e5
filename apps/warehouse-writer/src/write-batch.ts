import { resourceNamed } from '@trellis/greenhouse'
import {
  copyLine,
  copyToStage,
  createStage,
  decodeCanonical,
  instantOf,
  instantOfMs,
  joinStage,
  type CanonicalEvent,
  type Resource,
} from '@trellis/pipeline'
import { copyInto, transactAt, type AtPosition, type LogBatch, type Pool, type PoolClient } from '@trellis/runtime'
import type { Generation } from './generation.js'
import { joinBatch, type JoinedRow } from './join-batch.js'

/** What was written of a batch. */
export interface Written {
  readonly events: number
  readonly rows: number
  /** The events that webhooks caused, for the figures of their way. */
  readonly webhooks: readonly CanonicalEvent[]
}

/** Writes a batch of one partition: its rows and the position behind them in one transaction. */
export function writeBatch(pool: Pool, generation: Generation, batch: LogBatch): Promise<AtPosition<Written>> {
  return transactAt(pool, readerOf(generation), batch, async (client, records) => {
    const events = records.flatMap(({ message }) => decodeCanonical(message) ?? [])
    const rows = await joinIntoTables(client, generation.schema, events)
    const webhooks = events.filter(({ cause }) => cause.kind === 'webhook')
    await noteNewestWebhook(client, webhooks)
    return { events: events.length, rows, webhooks }
  })
}

/** The name under which a generation's positions are kept. */
export function readerOf({ number }: Generation): string {
  return `warehouse-writer/g${number}`
}

async function joinIntoTables(client: PoolClient, schema: string, events: readonly CanonicalEvent[]): Promise<number> {
  let written = 0
  for (const [name, rows] of joinBatch(events)) {
    const of = resourceNamed(name)
    // A resource of a newer revision than ours: its events stay on the topic, and its table is made by a rebuild.
    if (!of) continue
    await client.query(createStage(schema, of))
    await copyInto(client, copyToStage(schema, of), lines(of, rows))
    await client.query(joinStage(schema, of))
    written += rows.length
  }
  return written
}

function* lines(of: Resource, rows: readonly JoinedRow[]): Generator<string> {
  for (const { connection, key, row } of rows) yield copyLine(of, connection, key, row)
}

async function noteNewestWebhook(client: PoolClient, webhooks: readonly CanonicalEvent[]): Promise<void> {
  const newest = new Map<string, CanonicalEvent>()
  for (const event of webhooks) {
    const known = newest.get(event.connection)
    if (!known || event.version > known.version) newest.set(event.connection, event)
  }
  for (const { connection, cause, version } of newest.values()) {
    await client.query(
      `insert into ops.webhook_seen as t (connection_id, raw_id, action, arrived_us, visible_us) values ($1, $2, $3, $4, $5)
       on conflict (connection_id) do update
       set raw_id = excluded.raw_id, action = excluded.action, arrived_us = excluded.arrived_us, visible_us = excluded.visible_us
       where excluded.arrived_us > t.arrived_us`,
      [connection, cause.rawId, cause.action, instantOf(version), instantOfMs(Date.now())],
    )
  }
}
