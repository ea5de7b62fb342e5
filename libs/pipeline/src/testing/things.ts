import { mentioned, observed, removed, removedAlong } from '../resource/claim.js'
import { boolean, customFields, date, ids, int, json, number, text, timestamp, word } from '../resource/column.js'
import { instantOfMs, type Instant } from '../events/instant.js'
import type { RawEvent } from '../events/event.js'
import { EXTRA, resource, type Source } from '../resource/resource.js'

/** An invented resource with a column of every type. */
export const things = resource({
  name: 'things',
  domain: 'things',
  about: "A thing: it isn't real, and a \\ stands in its comment.",
  key: int('id'),
  harvest: { path: 'things', permission: 'Things', since: 'updated_at', cadence: 'hot' },
  webhooks: {
    thing_created: observed('payload'),
    thing_updated: observed('payload'),
    thing_opened: observed('payload.thing', { is_open: true, title: 'implied' }),
    thing_deleted: [removed('payload.thing'), removedAlong('payload.thing.part_ids')],
    things_merged: [
      removed('payload.loser', (record) => ({ by: 'merge', into: (record as { into?: number }).into ?? null })),
      observed('payload.winner'),
    ],
    parcel_sent: mentioned('payload.things'),
  },
  columns: {
    title: text('title', 'name').describe("What it's called: a \\ too."),
    status: word(['status'], { open: ['Open', 'OPEN'] }),
    count: int('count'),
    rate: number('rate'),
    weight: number('weight'),
    is_open: boolean('is_open'),
    starts_on: date('starts_on', 'start_date'),
    opened_at: timestamp('opened_at'),
    owner_id: int('owner.id', 'owner_id'),
    people: ids('people'),
    tags: json('tags'),
    custom_fields: customFields('custom_fields'),
    notes: text('notes').webhookOnly(),
    details: json('details').webhookOnly(),
  },
})

export const source: Source = {
  resources: [things],
  ignored: { test: 'Greenhouse tries the endpoint' },
  revision: 1,
}

/** The cells that a listing of things names. */
export const LISTED = [...Object.keys(things.columns).filter((name) => name !== 'notes' && name !== 'details'), EXTRA]

/** A raw event about things; `id` is a single hex digit. */
export function raw(kind: RawEvent['kind'], body: unknown, atMs = 1000, id = 'a'): RawEvent {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const at: Instant = instantOfMs(atMs)
  return { id: id.repeat(24), connection: 'acme', kind, at, body: bytes, ...(kind !== 'webhook' && { resource: 'things' }) }
}

/** A webhook of an action. */
export function webhook(action: string, payload: unknown, atMs?: number, id?: string): RawEvent {
  return raw('webhook', { action, payload }, atMs, id)
}
