import { canonicalTopics, NORMALIZER_GROUP, PROBLEMS_TOPIC, RAW_TOPIC } from '@trellis/greenhouse'
import type { RolePurpose } from '@trellis/runtime'

/** A right on a table of `ops`: `select`, or on some columns of it alone: `select (id, removed_at)`. */
export type TableRight = string

/** What one process may do on the log and in `ops`, and no more. What it may do with rows follows from its role (`grantGeneration`). */
export interface ServiceAccess {
  /** As it is called in the cluster: its Deployment, its KafkaUser. */
  readonly name: string
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** Consumer groups that it joins; one that ends in `-` is the beginning of their names, and these it deletes again. */
  readonly groups: readonly string[]
  /** Groups of others whose positions and members it looks at. */
  readonly watches: readonly string[]
  /** What its role in Postgres is for; none where it has no database. */
  readonly purpose?: RolePurpose
  readonly tables: Readonly<Record<string, readonly TableRight[]>>
}

const ALL_TOPICS = [RAW_TOPIC, ...canonicalTopics, PROBLEMS_TOPIC]
const CHANGES = ['select', 'insert', 'update', 'delete']
const COUNTS = ['select', 'insert', 'update']
/** Removing a connection locks its rows and deletes them; so does forgetting what is old. */
const FORGETS = ['select', 'update', 'delete']

/** Who acts by this role says what was done; the database says when, and by which role. */
const ACTS = ['select', 'insert (act, who, what, arguments, outcome, exit_code)']

/** A service says that it runs, and reads no configuration of another one. */
const BEATS = ['select (service, instance, started_at, seen_at)', 'insert', 'update', 'delete']

/** Columns of `ops.connection` without secrets. */
const PLAIN = '(id, name, harvest_user_id, created_at, removed_at, proven_client, expected, paused_at, leave_out)'

/** Each process with what it may do: Kafka's ACLs and the grants on `ops` come out of this. */
export const SERVICES: readonly ServiceAccess[] = [
  {
    name: 'webhook-ingress',
    reads: [],
    writes: [RAW_TOPIC],
    groups: [],
    watches: [],
    purpose: 'ingress',
    tables: {
      connection: ['select (id, name, webhook_secrets, removed_at, leave_out)'],
      migration: ['select'],
      service_process: BEATS,
      webhook_endpoint: COUNTS,
      webhook_refusal: COUNTS,
      webhook_refusal_example: COUNTS,
    },
  },
  {
    name: 'harvest-poller',
    reads: [RAW_TOPIC],
    writes: [RAW_TOPIC],
    groups: ['harvest-poller'],
    watches: [],
    purpose: 'poller',
    tables: {
      absence_hold: CHANGES,
      audit: ['select', 'update'],
      audit_difference: CHANGES,
      audit_listing: COUNTS,
      connection: [`select ${PLAIN}`, 'select (credentials)', 'update (proven_client, expected)'],
      due_read: CHANGES,
      generation: ['select'],
      lease: CHANGES,
      listed_record: COUNTS,
      listing_progress: COUNTS,
      log_position: COUNTS,
      migration: ['select'],
      passed_over: ['select'],
      problem: ['insert', 'select'],
      service_process: BEATS,
      suspect: CHANGES,
      webhook_action: COUNTS,
      webhook_delivery: CHANGES,
      webhook_endpoint: COUNTS,
      webhook_refusal: FORGETS,
      webhook_refusal_example: FORGETS,
    },
  },
  {
    name: 'normalizer',
    reads: [RAW_TOPIC],
    writes: [...canonicalTopics, PROBLEMS_TOPIC],
    groups: [NORMALIZER_GROUP],
    watches: [],
    purpose: 'normalizer',
    // Which privacy switches are off, and how much it left out.
    tables: {
      connection: ['select (id, removed_at, leave_out)'],
      migration: ['select'],
      service_process: BEATS,
      withheld: COUNTS,
    },
  },
  {
    name: 'warehouse-writer',
    // A rebuild that was ordered at the console is its work.
    reads: ALL_TOPICS,
    writes: [],
    groups: ['warehouse-writer', 'rebuild-'],
    watches: [NORMALIZER_GROUP],
    purpose: 'writer',
    tables: {
      access_role: ['select'],
      // `trellis rebuild` acts by this role, too.
      audit_log: ACTS,
      connection: ['select (id, removed_at, leave_out)'],
      generation: CHANGES,
      lease: COUNTS,
      log_position: CHANGES,
      migration: ['select'],
      passed_over: ['select'],
      problem: ['insert', 'select'],
      rebuild_order: ['select', 'update'],
      // What the policies that it makes look at.
      reader_connection: ['select'],
      service_process: BEATS,
      webhook_seen: COUNTS,
    },
  },
  {
    // Has the writer's role: it makes the same tables.
    name: 'trellis-rebuild',
    reads: [RAW_TOPIC],
    writes: [],
    groups: ['rebuild-'],
    watches: [NORMALIZER_GROUP],
    tables: {},
  },
  {
    // The command line.
    name: 'trellis-operator',
    reads: ALL_TOPICS,
    writes: ALL_TOPICS,
    groups: ['scan-', NORMALIZER_GROUP],
    watches: ['harvest-poller', 'warehouse-writer'],
    purpose: 'operator',
    tables: {
      absence_hold: FORGETS,
      access_role: ['select'],
      alert: ['select'],
      alert_channel: CHANGES,
      alert_notification: ['select'],
      audit: COUNTS,
      audit_difference: ['select'],
      audit_listing: ['select'],
      audit_log: ACTS,
      connection: COUNTS,
      connection_hand_over: FORGETS,
      console_first_admin: ['select', 'insert', 'delete'],
      due_read: FORGETS,
      generation: ['select'],
      lease: ['select'],
      listed_record: CHANGES,
      listing_progress: FORGETS,
      log_position: ['select', 'update'],
      migration: ['select'],
      passed_over: ['insert'],
      permission_check: FORGETS,
      problem: CHANGES,
      reader_connection: FORGETS,
      service_process: ['select'],
      suspect: FORGETS,
      webhook_action: FORGETS,
      webhook_delivery: FORGETS,
      webhook_endpoint: FORGETS,
      webhook_refusal: FORGETS,
      webhook_refusal_example: FORGETS,
      webhook_seen: FORGETS,
      withheld: FORGETS,
    },
  },
  {
    name: 'console',
    // It reads problems again, as `trellis problems replay` does, webhooks where they stand, and erases what a removed connection has left.
    reads: [RAW_TOPIC],
    writes: [RAW_TOPIC, ...canonicalTopics, PROBLEMS_TOPIC],
    groups: ['scan-'],
    watches: [NORMALIZER_GROUP],
    purpose: 'console',
    tables: {
      absence_hold: FORGETS,
      alert: CHANGES,
      alert_channel: CHANGES,
      alert_notification: COUNTS,
      audit: ['select', 'insert'],
      audit_log: ACTS,
      connection: COUNTS,
      connection_hand_over: CHANGES,
      console_account: COUNTS,
      console_first_admin: ['select', 'delete'],
      console_job: CHANGES,
      console_session: CHANGES,
      console_throttle: CHANGES,
      due_read: FORGETS,
      generation: ['select'],
      lease: COUNTS,
      listed_record: FORGETS,
      listing_progress: FORGETS,
      log_position: ['select'],
      migration: ['select'],
      permission_check: CHANGES,
      problem: FORGETS,
      reader_connection: FORGETS,
      rebuild_order: CHANGES,
      service_process: CHANGES,
      suspect: FORGETS,
      webhook_action: FORGETS,
      webhook_delivery: FORGETS,
      webhook_endpoint: FORGETS,
      webhook_refusal: FORGETS,
      webhook_refusal_example: FORGETS,
      webhook_seen: FORGETS,
      withheld: FORGETS,
    },
  },
]
