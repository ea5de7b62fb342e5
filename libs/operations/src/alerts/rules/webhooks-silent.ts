import type { ListingFacts } from '@trellis/runtime'
import { listingsByConnection, type AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'
import { REPORTED } from '../reported-effects.js'

/** Webhooks that come are seen within seconds; Greenhouse tries one that failed again for hours. */
const LATER_MS = 60 * 60_000
/** Before that, webhooks may still be being set up. */
const SET_UP_MS = 24 * 60 * 60_000

/** Coverage by contradiction: the API shows changes of a kind that webhooks report, and none came since. */
export function webhooksSilentRule(facts: AlertFacts): readonly Finding[] {
  return listingsByConnection(facts).flatMap(
    ([{ connection, createdMs, lastWebhookMs, isPolled }, listings]): readonly Finding[] => {
      if (!isPolled) return []
      const changedMs = Math.max(0, ...listings.flatMap(reportedBy))
      if (lastWebhookMs === null) {
        if (changedMs === 0 || facts.nowMs - createdMs < SET_UP_MS) return []
        return [{ code: 'webhooks-never', connection, sinceMs: createdMs, facts: {} }]
      }
      if (changedMs < lastWebhookMs + LATER_MS) return []
      return [
        {
          code: 'webhooks-silent',
          connection,
          sinceMs: lastWebhookMs,
          facts: { changeSeenAt: new Date(changedMs).toISOString() },
        },
      ]
    },
  )
}

/** When a listing last showed what webhooks report, and none had. */
function reportedBy({ resource, newMs, changedMs, goneMs }: ListingFacts): readonly number[] {
  const effects = REPORTED.get(resource)
  const at = { new: newMs, changed: changedMs, gone: goneMs }
  return [...(effects ?? [])].flatMap((effect) => at[effect] ?? [])
}

/** Fewer are a mistake of a moment, or of others. */
const REFUSED = 10

/** Webhooks that were refused for their signature, the last of them within an hour. */
export function webhookSignaturesRule({ refused, nowMs }: AlertFacts): readonly Finding[] {
  return refused
    .filter((each) => each.refused >= REFUSED && nowMs - each.lastMs < LATER_MS)
    .map((each) => ({
      ...{ code: 'webhook-signatures', connection: each.connection, sinceMs: each.firstMs },
      facts: { refused: each.refused },
    }))
}
