import type { Normalized, RawEvent } from '@trellis/pipeline'
import { countArrivals, type PoolClient } from '@trellis/runtime'

/** A webhook, and what it says. */
interface ReadWebhook {
  readonly raw: RawEvent
  readonly said: Normalized
}

/** Counts the webhooks of each action, so one that stopped coming can be seen. Deliveries that were tried again count again. */
export async function countActions(client: PoolClient, webhooks: readonly ReadWebhook[]): Promise<void> {
  await countArrivals(
    client,
    webhooks.flatMap(({ raw, said }) => {
      const action = actionOf(said)
      return action === undefined ? [] : [{ connection: raw.connection, action, at: raw.at }]
    }),
  )
}

function actionOf({ ignored, events, problems }: Normalized): string | undefined {
  return ignored ?? events[0]?.cause.action ?? problems[0]?.cause.action
}
