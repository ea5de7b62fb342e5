import type { Instant } from '@trellis/pipeline'
import type { PoolClient } from 'pg'

/*
 * The one module that writes `ops.webhook_action`, how often webhooks of each action came, and `ops.webhook_seen`, the newest whose row readers see.
 * SQL by hand: a batch counts on from what stands there, and only newer webhooks replace older ones.
 */

/** A webhook that arrived. */
interface ArrivedWebhook {
  readonly connection: string
  readonly action: string
  readonly at: Instant
}

/** Counts webhooks by their actions; rows are locked by connection and action. */
export async function countArrivals(client: PoolClient, arrived: readonly ArrivedWebhook[]): Promise<void> {
  if (arrived.length === 0) return
  await client.query(
    `insert into ops.webhook_action as t (connection_id, action, first_us, last_us, arrivals)
     select connection_id, action, min(at_us), max(at_us), count(*)
     from unnest($1::text[], $2::text[], $3::bigint[]) as a (connection_id, action, at_us) group by 1, 2 order by 1, 2
     on conflict (connection_id, action) do update set
       first_us = least(t.first_us, excluded.first_us), last_us = greatest(t.last_us, excluded.last_us), arrivals = t.arrivals + excluded.arrivals`,
    [arrived.map(({ connection }) => connection), arrived.map(({ action }) => action), arrived.map(({ at }) => at)],
  )
}

/** A webhook whose rows were written. */
interface SeenWebhook {
  readonly connection: string
  readonly rawId: string
  readonly action: string | undefined
  readonly arrivedAt: Instant
  readonly visibleAt: Instant
}

/** Keeps a webhook as its connection's newest, where it is. */
export async function noteSeenWebhook(client: PoolClient, webhook: SeenWebhook): Promise<void> {
  const { connection, rawId, action, arrivedAt, visibleAt } = webhook
  await client.query(
    `insert into ops.webhook_seen as t (connection_id, raw_id, action, arrived_us, visible_us) values ($1, $2, $3, $4, $5)
     on conflict (connection_id) do update
     set raw_id = excluded.raw_id, action = excluded.action, arrived_us = excluded.arrived_us, visible_us = excluded.visible_us
     where excluded.arrived_us > t.arrived_us`,
    [connection, rawId, action, arrivedAt, visibleAt],
  )
}
