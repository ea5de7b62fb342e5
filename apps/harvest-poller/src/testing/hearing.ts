import { randomBytes } from 'node:crypto'
import { RAW_TOPIC, recordEventId, webhookEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs, type Instant } from '@trellis/pipeline'
import { newRawKey } from '@trellis/runtime'
import type { Polling } from './polling.js'

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
