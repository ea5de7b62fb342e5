import {
  makeNotifications,
  readAlertFacts,
  recordAlerts,
  transact,
  type AlertChanges,
  type FoundAlert,
  type Pool,
} from '@trellis/runtime'
import type { AlertFacts } from './alert-facts.js'
import { ALERT_RULES, type AlertRule } from './rules/alert-rules.js'

/** What all rules find, by the name of each. */
export function findAll(facts: AlertFacts, rules: readonly AlertRule[] = ALERT_RULES): readonly FoundAlert[] {
  return rules.flatMap(({ name, find }) =>
    find(facts).map(({ code, connection = '', sinceMs = null, holdSeconds = 0, facts: found }) => ({
      ...{ rule: name, code, connection, sinceMs, holdSeconds, facts: found },
    })),
  )
}

/** One round: reads the facts, asks the rules, and keeps what has changed together with what is to be sent of it, in one transaction. */
export async function alertRound(
  pool: Pool,
  readReaders: (nowMs: number) => Promise<AlertFacts['readers']>,
): Promise<AlertChanges & { readonly messages: number }> {
  const database = await readAlertFacts(pool)
  const found = findAll({ ...database, readers: await readReaders(database.nowMs) })
  return transact(pool, async (client) => {
    const changes = await recordAlerts(client, found)
    return { ...changes, messages: await makeNotifications(client) }
  })
}
