import { AccessRoles1764940000000 } from './access-roles.js'
import { Alerts1765090000000 } from './alerts.js'
import { AuditLog1764930000000 } from './audit-log.js'
import { Audits1764600000000 } from './audits.js'
import { Begin1764000000000 } from './begin.js'
import { ConnectionChanges1765050000000 } from './connection-changes.js'
import { ConsoleAccounts1765030000000 } from './console-accounts.js'
import { ConsoleJobs1765080000000 } from './console-jobs.js'
import { EffectsSeen1764850000000 } from './effects-seen.js'
import { Expected1764500000000 } from './expected.js'
import { FailingTasks1764800000000 } from './failing-tasks.js'
import { GenerationsAndProblems1764200000000 } from './generations-and-problems.js'
import { KnownOfAnEntity1764100000000 } from './known-of-an-entity.js'
import { LaggingAnswers1764900000000 } from './lagging-answers.js'
import { ListingAndResource1764910000000 } from './listing-and-resource.js'
import { PassedOver1764860000000 } from './passed-over.js'
import { PrivacySwitches1765040000000 } from './privacy-switches.js'
import { ProvenCredentials1764400000000 } from './proven-credentials.js'
import { RebuildOrders1765110000000 } from './rebuild-orders.js'
import { ServiceProcesses1765120000000 } from './service-processes.js'
import { SweepsAndSuspects1764300000000 } from './sweeps-and-suspects.js'
import { WebhookDeliveries1765020000000 } from './webhook-deliveries.js'

/** Every migration of `ops`, oldest first; each stands in a file of its own. */
export const OPS_MIGRATIONS = [
  Begin1764000000000,
  KnownOfAnEntity1764100000000,
  GenerationsAndProblems1764200000000,
  SweepsAndSuspects1764300000000,
  ProvenCredentials1764400000000,
  Expected1764500000000,
  Audits1764600000000,
  FailingTasks1764800000000,
  EffectsSeen1764850000000,
  PassedOver1764860000000,
  LaggingAnswers1764900000000,
  ListingAndResource1764910000000,
  AuditLog1764930000000,
  AccessRoles1764940000000,
  WebhookDeliveries1765020000000,
  ConsoleAccounts1765030000000,
  PrivacySwitches1765040000000,
  ConnectionChanges1765050000000,
  ConsoleJobs1765080000000,
  Alerts1765090000000,
  RebuildOrders1765110000000,
  ServiceProcesses1765120000000,
]
