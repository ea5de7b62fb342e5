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
  /** What it looks at, with its limits, for people. */
  readonly looksAt: string
  readonly codes: readonly AlertCode[]
  readonly find: (facts: AlertFacts) => readonly Finding[]
}

/** Every rule. Each is a function of the facts alone. */
export const ALERT_RULES: readonly AlertRule[] = [
  {
    name: 'credentials',
    looksAt: 'tokens that are refused several times in a row, credentials that show another company',
    codes: ['credentials-refused', 'credentials-of-another-company'],
    find: credentialsRule,
  },
  {
    name: 'permissions',
    looksAt: 'what was granted before and is not any more, what never was, whether all is refused',
    codes: ['everything-refused', 'permission-lost', 'permission-missing'],
    find: permissionsRule,
  },
  {
    name: 'listings',
    looksAt: 'lists that are stuck for five minutes, or only retried for fifteen',
    codes: ['listing-stuck'],
    find: listingStuckRule,
  },
  {
    name: 'poller',
    looksAt:
      'connections that no poller has held for three minutes, and pollers that for fifteen have neither asked nor failed: by what is missing in the database',
    codes: ['poller-missing', 'poller-silent'],
    find: pollerStillRule,
  },
  {
    name: 'webhooks',
    looksAt: 'changes that the API showed an hour and more after the last webhook came',
    codes: ['webhooks-never', 'webhooks-silent'],
    find: webhooksSilentRule,
  },
  {
    name: 'signatures',
    looksAt: 'ten webhooks and more that were refused for their signature, the last of them within the hour',
    codes: ['webhook-signatures'],
    find: webhookSignaturesRule,
  },
  {
    name: 'problems',
    looksAt: 'what could not be read and was not resolved within two minutes',
    codes: ['problems-open'],
    find: problemsOpenRule,
  },
  {
    name: 'removals',
    looksAt: 'removals that wait for a person',
    codes: ['removals-held'],
    find: removalsHeldRule,
  },
  {
    name: 'readers',
    looksAt:
      'readers of the log that stand still for ten minutes though there is something to read, or are more than 20,000 records behind',
    codes: ['reader-stopped', 'reader-behind'],
    find: readersRule,
  },
  {
    name: 'rebuild',
    looksAt: 'a generation that is being made while no rebuild is at it',
    codes: ['rebuild-stopped'],
    find: rebuildStoppedRule,
  },
  {
    name: 'audit',
    looksAt: 'resources whose last audit found differences',
    codes: ['audit-differences'],
    find: auditDifferencesRule,
  },
]
