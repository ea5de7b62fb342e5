import type { AlertCode } from '../../errors/error-registry.js'
import type { AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'
import { credentialsRule } from './credentials.js'
import { auditDifferencesRule, problemsOpenRule, removalsHeldRule } from './kept-rows.js'
import { listingStuckRule } from './listing-stuck.js'
import { permissionsRule } from './permissions.js'
import { pollerStillRule } from './poller-still.js'
import { readersRule, rebuildStoppedRule } from './readers.js'
import { webhookSignaturesRule, webhooksSilentRule } from './webhooks-silent.js'

/** A rule, and the codes that it finds. */
export interface AlertRule {
  readonly name: string
  readonly codes: readonly AlertCode[]
  readonly find: (facts: AlertFacts) => readonly Finding[]
}

/** Every rule. Each is a function of the facts alone. */
export const ALERT_RULES: readonly AlertRule[] = [
  { name: 'credentials', codes: ['credentials-refused', 'credentials-of-another-company'], find: credentialsRule },
  { name: 'permissions', codes: ['everything-refused', 'permission-lost', 'permission-missing'], find: permissionsRule },
  { name: 'listings', codes: ['listing-stuck'], find: listingStuckRule },
  { name: 'poller', codes: ['poller-missing', 'poller-silent'], find: pollerStillRule },
  { name: 'webhooks', codes: ['webhooks-never', 'webhooks-silent'], find: webhooksSilentRule },
  { name: 'signatures', codes: ['webhook-signatures'], find: webhookSignaturesRule },
  { name: 'problems', codes: ['problems-open'], find: problemsOpenRule },
  { name: 'removals', codes: ['removals-held'], find: removalsHeldRule },
  { name: 'readers', codes: ['reader-stopped', 'reader-behind'], find: readersRule },
  { name: 'rebuild', codes: ['rebuild-stopped'], find: rebuildStoppedRule },
  { name: 'audit', codes: ['audit-differences'], find: auditDifferencesRule },
]
