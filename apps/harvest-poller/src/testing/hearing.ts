import { randomBytes } from 'node:crypto'
import { RAW_TOPIC, recordEventId, resources, webhookEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs, type Instant } from '@trellis/pipeline'
import { newRawKey, readProgress, type Pool } from '@trellis/runtime'
import { listingsOf } from '../harvest/listings.js'
import type { Polling } from './polling.js'

/** Windows and sweeps are far away: what is asked for is due by its key. */
export const HOURLY = { hot: 3_600_000, warm: 3_600_000, settings: 3_600_000 }

/** All collections were listed a moment ago: whatever is asked for now is due by its key. */
export async function alreadyListed(pool: Pool): Promise<void> {
  await readProgress(pool, 'acme', resources.flatMap(listingsOf))
  await pool.query(
    `update ops.listing_progress set backfill_done = true, backfill_started_us = $1, complete_until_us = $1, sweep_complete_us = $1`,
    [instantOfMs(Date.now())],
  )
}

/** A webhook comes in and is read. */
export async function hear(world: Polling, action: string, payload: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify({ action, payload }))
  const id = webhookEventId('acme', randomBytes(8).toString('hex'), body)
  const raw = { id, connection: 'acme', kind: 'webhook', at: instantOfMs(Date.now()), body } as const
  await world.log.append(RAW_TOPIC, [encodeRaw(raw, newRawKey('acme'))])
  await world.readRaw()
}

/** A record was listed an hour ago, and the reader of raw has read it. */
export async function wasListed(world: Polling, resource: string, record: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(record))
  const at = (instantOfMs(Date.now()) - 3_600_000_000) as Instant
  const raw = { id: recordEventId('acme', resource, at, body), connection: 'acme', kind: 'record', resource, at, body } as const
  await world.log.append(RAW_TOPIC, [encodeRaw(raw, newRawKey('acme'))])
  await world.readRaw()
}

/** The records of a resource on raw, in the order of their appends. */
export async function recordsOf(world: Polling, resource: string): Promise<readonly string[]> {
  const found: { readonly body: string; readonly appendedAtMs: number }[] = []
  await world.log.scan(RAW_TOPIC, (records) => {
    for (const { message, appendedAtMs } of records)
      if (message.headers['ce_resource'] === resource && message.headers['ce_type'] === 'greenhouse.raw.record')
        found.push({ body: Buffer.from(message.value).toString(), appendedAtMs })
    return undefined
  })
  return found.toSorted((a, b) => a.appendedAtMs - b.appendedAtMs).map(({ body }) => body)
}
