import { canonicalTopic } from '@trellis/greenhouse'
import { encodeCanonical, versionOf, type CanonicalEvent, type Cells, type Instant, type Kind } from '@trellis/pipeline'
import type { LogBatch } from '@trellis/runtime'

/** Later than all that specs say. */
const APPENDED_AT_MS = Date.parse('2100-01-01')

/** The topic of every batch that specs write. */
export const TOPIC = canonicalTopic('offers')

/** An offer as an event of that minute shows it. */
export function offer(key: string, minute: number, cells: Cells, kind: Kind = 'record', revision = 1): CanonicalEvent {
  return { ...about(key, minute, kind, revision), type: 'observed', cells }
}

/** The offer's removal. */
export function gone(key: string, minute: number): CanonicalEvent {
  return { ...about(key, minute, 'webhook', 1), type: 'removed', how: { by: 'webhook' } }
}

/** Events as a batch of one partition, the first at offset `from`. */
export function batchOf(events: readonly CanonicalEvent[], from: number, fetchedFrom = from): LogBatch {
  const next = BigInt(from + events.length)
  return {
    topic: TOPIC,
    partition: 2,
    records: events.map((event, index) => ({
      message: encodeCanonical(event),
      position: { topic: TOPIC, partition: 2, offset: String(from + index) },
      appendedAtMs: APPENDED_AT_MS,
    })),
    fetchedFrom: BigInt(fetchedFrom),
    nextOffset: next,
    highWatermark: next,
    heartbeat: async () => undefined,
    signal: new AbortController().signal,
    isStale: () => false,
  }
}

function about(key: string, minute: number, kind: Kind, revision: number): Omit<CanonicalEvent, 'type' | 'cells' | 'how'> {
  const event = minute.toString(16).padStart(24, '0')
  const version = versionOf({ at: (minute * 60_000_000) as Instant, kind, revision, event, ordinal: 0 })
  const action = kind === 'webhook' ? { action: 'offer_updated' } : {}
  return { id: `${event}-0`, connection: 'acme', resource: 'offers', key, version, cause: { rawId: event, kind, ...action } }
}
