import { findAlerts, type AlertFilter, type Pool, type PoolClient, type StoredAlert } from '@trellis/runtime'
import { errorText, isAlertCode } from '../errors/error-registry.js'
import type { Severity } from '../errors/error-text.js'
import { WHO } from '../errors/problem-members.js'

/** An alert with its texts. */
export interface ListedAlert extends StoredAlert {
  readonly title: string
  readonly remedy: string
  /** Who can do it, as a screen says it. */
  readonly who: string
  readonly severity: Severity
}

/** Alerts, the newest first. Those whose code a release no longer has keep it as their title. */
export async function listAlerts(db: Pool | PoolClient, filter: AlertFilter): Promise<readonly ListedAlert[]> {
  return (await findAlerts(db, filter)).map((alert) => ({ ...alert, ...textsOf(alert.code) }))
}

function textsOf(code: string): Pick<ListedAlert, 'title' | 'remedy' | 'who' | 'severity'> {
  if (!isAlertCode(code)) return { title: code, remedy: 'It is of another release.', who: WHO.engineer, severity: 'notice' }
  const { title, remedy, who, severity } = errorText(code)
  return { title, remedy, who: WHO[who], severity }
}
