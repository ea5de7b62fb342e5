import type { Normalized, RawEvent } from '@trellis/pipeline'
import type { PoolClient } from '@trellis/runtime'

/** A webhook, and what it says. */
export interface ReadWebhook {
  readonly raw: RawEvent
  readonly said: Normalized
}

/** Counts the webhooks of each action, so that one that stopped coming can be seen. Deliveries that were tried again count again. */
export async function countActions(client: PoolClient, webhooks: readonly ReadWebhook[]): Promise<void> {
  const arrived = webhooks.flatMap(({ raw, said }) => {
    const action = actionOf(said)
    return action === undefined ? [] : [{ connection: raw.connection, action, at: raw.at }]
  })
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

function actionOf({ ignored, events, problems }: Normalized): string | undefined {
  return ignored ?? events[0]?.cause.action ?? problems[0]?.cause.action
}
