import { isAction } from '@trellis/greenhouse'
import type { Normalized, RawEvent } from '@trellis/pipeline'
import {
  addDeliveries,
  countArrivals,
  noteAtEndpoints,
  type Delivery,
  type DeliveryOutcome,
  type PoolClient,
} from '@trellis/runtime'

/** A webhook, and what it says. */
interface ReadWebhook {
  readonly raw: RawEvent
  readonly said: Normalized
}

/**
 * Keeps which webhooks came, by which URL, and what became of each: one that stopped coming can be seen, and each can be found. Deliveries that were tried
 * again count again.
 */
export async function noteArrivals(client: PoolClient, webhooks: readonly ReadWebhook[]): Promise<void> {
  const deliveries = webhooks.flatMap(deliveryOf)
  await countArrivals(
    client,
    deliveries.flatMap(({ connection, action, at }) => (action === undefined ? [] : [{ connection, action, at }])),
  )
  await noteAtEndpoints(
    client,
    deliveries.map(({ connection, endpoint, action, at }) => ({ connection, endpoint, at, what: whatCame(endpoint, action) })),
  )
  await addDeliveries(client, deliveries)
}

function deliveryOf({ raw, said }: ReadWebhook): readonly Delivery[] {
  const { connection, id: rawId, at, position, body, delivery, endpoint } = raw
  if (!position) return []
  return [
    {
      ...{ connection, rawId, at, delivery, partition: position.partition, offset: position.offset, bytes: body.byteLength },
      action: actionOf(said),
      // Anybody who may append may say anything.
      endpoint: endpoint !== undefined && isAction(endpoint) ? endpoint : undefined,
      outcome: outcomeOf(said),
      events: said.events.length,
      problems: said.problems.length,
    },
  ]
}

function whatCame(endpoint: string | undefined, action: string | undefined): 'signed ping' | 'event' | 'other event' {
  // What is on the log was rightly signed.
  if (action === 'ping') return 'signed ping'
  return endpoint === undefined || endpoint === action ? 'event' : 'other event'
}

function actionOf({ ignored, events, problems }: Normalized): string | undefined {
  return ignored ?? events[0]?.cause.action ?? problems[0]?.cause.action
}

function outcomeOf({ ignored, events, problems }: Normalized): DeliveryOutcome {
  if (ignored !== undefined) return 'ignored'
  if (problems.length === 0) return 'read'
  return events.length === 0 ? 'unread' : 'partly_read'
}
