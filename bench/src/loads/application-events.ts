import { resourceNamed } from '@trellis/greenhouse'
import { Random } from '@trellis/greenhouse-sandbox'
import {
  encodeCanonical,
  versionOf,
  type CanonicalEvent,
  type Cells,
  type Instant,
  type Json,
  type Kind,
  type Message,
  type Resource,
} from '@trellis/pipeline'
import { CONNECTION } from '../bed.js'

/** Their shares: full records, webhooks with a few cells, removals. */
const RECORDS = 0.7
const WEBHOOKS = 0.25
/** How often an event is about an entity that was mentioned before. */
const KNOWN = 0.6
const CELLS_OF_A_WEBHOOK = 8
const BEGIN_US = 1_760_000_000_000_000

/** Canonical events about applications in the mix of a busy account: the same for the same seed. */
export function* applicationEvents(count: number, seed: number): Generator<CanonicalEvent> {
  const of = resourceNamed('applications')
  if (!of) throw new Error('applications is a resource no more')
  const random = new Random(seed)
  let entities = 0
  for (let index = 0; index < count; index++) {
    const key = entities > 0 && random.chance(KNOWN) ? random.int(1, entities) : ++entities
    yield eventOf(of, random, index, String(key))
  }
}

/** The same events as messages of their topic. */
export function* encodedEvents(count: number, seed: number): Generator<Message> {
  for (const event of applicationEvents(count, seed)) yield encodeCanonical(event)
}

function eventOf(of: Resource, random: Random, index: number, key: string): CanonicalEvent {
  const luck = random.next()
  const kind: Kind = luck < RECORDS ? 'record' : 'webhook'
  const rawId = index.toString(16).padStart(24, '0')
  const version = versionOf({ at: (BEGIN_US + index) as Instant, kind, revision: 1, event: rawId, ordinal: 0 })
  const about = { id: `${rawId}-0`, connection: CONNECTION, resource: of.name, key, version, cause: { rawId, kind } }
  if (luck >= RECORDS + WEBHOOKS) return { ...about, type: 'removed', how: { by: 'webhook' } }
  return { ...about, type: 'observed', cells: cellsOf(of, random, Number(key), kind === 'record') }
}

/** An application never changes its candidate, and hardly ever its job. */
function cellsOf(of: Resource, random: Random, key: number, isFull: boolean): Cells {
  const listed = Object.entries(of.columns).filter(([, { isWebhookOnly }]) => !isWebhookOnly)
  const carried = isFull ? listed : random.some(listed, CELLS_OF_A_WEBHOOK)
  const cells: Record<string, Json> = Object.fromEntries(carried.map(([name, { sql }]) => [name, cellOf(sql, random)]))
  if ('candidate_id' in cells) cells['candidate_id'] = 5_000_000 + key
  if ('job_id' in cells) cells['job_id'] = 1_000 + (key % 500)
  return isFull ? { ...cells, _extra: {} } : cells
}

function cellOf(sql: string, random: Random): Json {
  switch (sql) {
    case 'bigint':
      return random.int(1_000_000, 99_999_999)
    case 'numeric':
      return random.int(1, 1_000) / 4
    case 'boolean':
      return random.chance(0.5)
    case 'timestamptz':
      return new Date(BEGIN_US / 1_000 + random.int(0, 1_000_000_000)).toISOString()
    case 'date':
      return '2026-03-01'
    case 'jsonb':
      return { team: { name: 'Team', type: 'short_text', value: `t${random.int(1, 500)}` } }
    default:
      return `text ${random.int(1, 100_000)}`
  }
}
