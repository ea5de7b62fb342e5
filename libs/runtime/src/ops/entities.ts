import { Column, Entity, PrimaryColumn } from 'typeorm'
import { ALERT_ENTITIES } from './alert-entities.js'
import { AUDIT_ENTITIES } from './audit-entities.js'
import type { Act } from './audit-log.js'
import { CONSOLE_ENTITIES } from './console-entities.js'
import type { FailingTask } from './failing-task.js'
import type { PrivateCandidates } from './permission-check.js'
import type { ServiceProcess } from './service-process.js'
import { US } from './us-column.js'
import { WEBHOOK_ENTITIES } from './webhook-entities.js'
import type { Declared, LeaveOutByConnection } from './generation.js'

/** A Greenhouse account; its secrets as `Connections` encrypts them. */
@Entity({ schema: 'ops', name: 'connection' })
export class ConnectionEntity {
  @PrimaryColumn('text') id!: string
  @Column('text') name!: string
  @Column({ name: 'harvest_user_id', type: 'bigint', nullable: true }) harvestUserId!: string | null
  @Column({ type: 'bytea', nullable: true }) credentials!: Buffer | null
  @Column({ name: 'webhook_secrets', type: 'bytea', nullable: true }) webhookSecrets!: Buffer | null
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date
  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true }) removedAt!: Date | null
  @Column({ name: 'proven_client', type: 'text', nullable: true }) provenClient!: string | null
  /** Privacy switches that are off (rule P1). */
  @Column({ name: 'leave_out', type: 'text', array: true, default: [] }) leaveOut!: readonly string[]
  /** Counts what persons change. */
  @Column('int') version!: number
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt!: Date
  @Column({ name: 'changed_by', type: 'text', nullable: true }) changedBy!: string | null
  /** Since when Harvest is not asked. */
  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true }) pausedAt!: Date | null
}

/** How far a listing of a resource has come. */
@Entity({ schema: 'ops', name: 'listing_progress' })
export class ListingProgressEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') listing!: string
  @Column('text') resource!: string
  @Column({ type: 'text', nullable: true }) permission!: 'granted' | 'missing' | null
  @Column({ ...US, name: 'backfill_started_us' }) backfillStartedUs!: string | null
  @Column({ name: 'backfill_cursor', type: 'text', nullable: true }) backfillCursor!: string | null
  @Column({ name: 'backfill_done', type: 'boolean' }) backfillDone!: boolean
  @Column({ ...US, name: 'complete_until_us' }) completeUntilUs!: string | null
  @Column({ ...US, name: 'window_from_us' }) windowFromUs!: string | null
  @Column({ ...US, name: 'window_to_us' }) windowToUs!: string | null
  @Column({ name: 'window_cursor', type: 'text', nullable: true }) windowCursor!: string | null
  @Column('bigint') pages!: string
  @Column('bigint') records!: string
  /** Records that windows appended of entities no event had mentioned, and of others. */
  @Column({ name: 'new_records', type: 'bigint' }) newRecords!: string
  @Column({ name: 'changed_records', type: 'bigint' }) changedRecords!: string
  /** When either last happened, and when an entity was last found gone: what no webhook had reported. */
  @Column({ ...US, name: 'new_us' }) newUs!: string | null
  @Column({ ...US, name: 'changed_us' }) changedUs!: string | null
  @Column({ ...US, name: 'gone_us' }) goneUs!: string | null
  /** The first request of the sweep under way, and of the last complete one (rule L5). */
  @Column({ ...US, name: 'sweep_started_us' }) sweepStartedUs!: string | null
  @Column({ name: 'sweep_cursor', type: 'text', nullable: true }) sweepCursor!: string | null
  @Column({ ...US, name: 'sweep_complete_us' }) sweepCompleteUs!: string | null
  @Column({ name: 'sweep_seconds', type: 'int', nullable: true }) sweepSeconds!: number | null
  @Column({ name: 'sweep_requested', type: 'boolean' }) sweepRequested!: boolean
  @Column({ name: 'control_key', type: 'text', nullable: true }) canaryKey!: string | null
  @Column('bigint') absences!: string
  @Column({ ...US, name: 'last_request_us' }) lastRequestUs!: string | null
  @Column({ name: 'last_error', type: 'text', nullable: true }) lastError!: string | null
  @Column('jsonb') failing!: Readonly<Record<string, FailingTask>>
  @Column('bigint') fence!: string
}

/** What is known of an entity: the record last appended, the newest other word, the newest removal, when it was last shown (rule L2). */
@Entity({ schema: 'ops', name: 'listed_record' })
export class ListedRecordEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') resource!: string
  @PrimaryColumn('text') key!: string
  @Column('text') version!: string
  @Column({ name: 'updated_at', type: 'text', nullable: true }) updatedAt!: string | null
  @Column('bytea') digest!: Buffer
  @Column({ name: 'spoken', type: 'text' }) mentioned!: string
  @Column('text') removed!: string
  @Column({ name: 'seen_us', type: 'bigint' }) seenUs!: string
  @Column('text') took!: string
}

/** An entity to be asked for again, or a parent whose children are (rule R1). */
@Entity({ schema: 'ops', name: 'due_read' })
export class DueReadEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') resource!: string
  /** Empty for the entity's own key; else the parent's resource, whose key it is. */
  @PrimaryColumn('text') of!: string
  @PrimaryColumn('text') key!: string
  @Column({ name: 'arrived_us', type: 'bigint' }) arrivedUs!: string
  @Column({ name: 'due_us', type: 'bigint' }) dueUs!: string
  @Column('int') attempts!: number
  @Column({ type: 'bytea', nullable: true }) before!: Buffer | null
  @Column({ name: 'is_patient', type: 'boolean' }) isPatient!: boolean
}

/** Where a reader goes on (law "positions live with the rows"). */
@Entity({ schema: 'ops', name: 'log_position' })
class LogPositionEntity {
  @PrimaryColumn('text') reader!: string
  @PrimaryColumn('text') topic!: string
  @PrimaryColumn('int') partition!: number
  @Column({ name: 'next_offset', type: 'bigint' }) nextOffset!: string
}

/** A record of the log that readers skip: `trellis skip`. */
@Entity({ schema: 'ops', name: 'passed_over' })
class SkippedRecordEntity {
  @PrimaryColumn('text') topic!: string
  @PrimaryColumn('int') partition!: number
  @PrimaryColumn({ name: 'log_offset', type: 'bigint' }) logOffset!: string
  @Column({ name: 'noted_at', type: 'timestamptz' }) notedAt!: Date
}

/** One complete set of tables made from the log; readers see the current one. */
@Entity({ schema: 'ops', name: 'generation' })
class GenerationEntity {
  @PrimaryColumn('int') number!: number
  @Column('int') revision!: number
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date
  @Column({ name: 'is_current', type: 'boolean' }) isCurrent!: boolean
  @Column({ ...US, name: 'as_of_us' }) asOfUs!: string | null
  @Column({ name: 'complete_at', type: 'timestamptz', nullable: true }) completeAt!: Date | null
  @Column({ name: 'switched_at', type: 'timestamptz', nullable: true }) switchedAt!: Date | null
  @Column({ type: 'jsonb', nullable: true }) declared!: Declared | null
  /** By connection, the privacy switches that were off when it was begun (rule P1). */
  @Column({ name: 'leave_out', type: 'jsonb' }) leaveOut!: LeaveOutByConnection
}

/** What could not be read of a raw event, and where its bytes are. Open until it is resolved. */
@Entity({ schema: 'ops', name: 'problem' })
class ProblemEntity {
  @PrimaryColumn('text') id!: string
  @Column({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column('text') code!: string
  @Column({ type: 'text', nullable: true }) resource!: string | null
  @Column({ type: 'text', nullable: true }) key!: string | null
  @Column({ name: 'column_name', type: 'text', nullable: true }) columnName!: string | null
  @Column({ name: 'raw_id', type: 'text' }) rawId!: string
  @Column('text') kind!: string
  @Column({ type: 'text', nullable: true }) action!: string | null
  @Column({ name: 'raw_topic', type: 'text', nullable: true }) rawTopic!: string | null
  @Column({ name: 'raw_partition', type: 'int', nullable: true }) rawPartition!: number | null
  @Column({ name: 'raw_offset', type: 'bigint', nullable: true }) rawOffset!: string | null
  @Column({ name: 'seen_at', type: 'timestamptz' }) seenAt!: Date
  @Column({ name: 'resolved_at', type: 'timestamptz', nullable: true }) resolvedAt!: Date | null
}

/** A name that one process holds at a time. */
@Entity({ schema: 'ops', name: 'lease' })
class LeaseEntity {
  @PrimaryColumn('text') name!: string
  @Column('bigint') fence!: string
  @Column('text') holder!: string
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt!: Date
}

/** An entity that may be gone: it is asked for by name until that is sure (rule E2). */
@Entity({ schema: 'ops', name: 'suspect' })
export class SuspectEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') resource!: string
  @PrimaryColumn('text') key!: string
  @Column('text') why!: 'sweep' | 'parent' | 'reread' | 'cascade'
  @Column({ type: 'text', nullable: true }) parent!: string | null
  @Column({ name: 'asked_us', type: 'bigint' }) askedUs!: string
  @Column('int') questions!: number
  @Column({ ...US, name: 'first_missing_us' }) firstMissingUs!: string | null
  @Column({ ...US, name: 'due_us' }) dueUs!: string | null
  @Column({ name: 'is_confirmed', type: 'boolean' }) isConfirmed!: boolean
}

/** The suspects of a resource wait for a person: there are too many of them (rule E4). */
@Entity({ schema: 'ops', name: 'absence_hold' })
export class AbsenceHoldEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') resource!: string
  @Column({ name: 'since_us', type: 'bigint' }) sinceUs!: string
  @Column('bigint') suspects!: string
  @Column('bigint') alive!: string
}

/** A role of the database, by what it is for (`trellis roles`). */
@Entity({ schema: 'ops', name: 'access_role' })
class AccessRoleEntity {
  @PrimaryColumn('text') purpose!: string
  @Column('text') role!: string
}

/** A connection whose rows a reader's role sees; operators write it by hand (`docs/access.md`). */
@Entity({ schema: 'ops', name: 'reader_connection' })
class ReaderConnectionEntity {
  @PrimaryColumn('text') reader!: string
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
}

/** A row of who has done what: an act has one when it begins, and one when it ends. */
@Entity({ schema: 'ops', name: 'audit_log' })
class AuditLogEntity {
  @PrimaryColumn('bigint') id!: string
  @Column({ type: 'timestamptz' }) at!: Date
  @Column('uuid') act!: string
  @Column('text') who!: string
  @Column({ name: 'database_role', type: 'text' }) databaseRole!: string
  @Column('text') what!: string
  @Column('jsonb') arguments!: Act['arguments']
  @Column('text') outcome!: 'begun' | 'done' | 'failed'
  @Column({ name: 'exit_code', type: 'int', nullable: true }) exitCode!: number | null
}

/** How much of a resource was left out for a connection (rule P1). */
@Entity({ schema: 'ops', name: 'withheld' })
class WithheldEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') resource!: string
  @PrimaryColumn('text') what!: string
  @Column('bigint') events!: string
  @Column('bigint') cells!: string
  @Column({ name: 'first_at', type: 'timestamptz' }) firstAt!: Date
  @Column({ name: 'last_at', type: 'timestamptz' }) lastAt!: Date
}

/** What the account of a connection grants, as it was last asked. */
@Entity({ schema: 'ops', name: 'permission_check' })
class PermissionCheckEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column('uuid') run!: string
  @Column({ name: 'begun_at', type: 'timestamptz' }) begunAt!: Date
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt!: Date | null
  @Column('jsonb') asked!: readonly unknown[]
  @Column({ name: 'private_candidates', type: 'text', nullable: true }) privateCandidates!: PrivateCandidates | null
  @Column({ type: 'text', nullable: true }) failure!: string | null
}

/** A link by which a colleague gives the credentials of a connection. */
@Entity({ schema: 'ops', name: 'connection_hand_over' })
class ConnectionHandOverEntity {
  @PrimaryColumn({ name: 'token_hash', type: 'bytea' }) tokenHash!: Buffer
  @Column({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column({ name: 'made_at', type: 'timestamptz' }) madeAt!: Date
  @Column({ name: 'made_by', type: 'text' }) madeBy!: string
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt!: Date
  @Column({ name: 'used_at', type: 'timestamptz', nullable: true }) usedAt!: Date | null
}

/** A process of a service, as it says of itself. */
@Entity({ schema: 'ops', name: 'service_process' })
class ServiceProcessEntity {
  @PrimaryColumn('text') service!: string
  @PrimaryColumn('text') instance!: string
  @Column('text') version!: string
  @Column('jsonb') settings!: ServiceProcess['settings']
  @Column('text', { array: true }) failing!: readonly string[]
  @Column({ name: 'started_at', type: 'timestamptz' }) startedAt!: Date
  @Column({ name: 'seen_at', type: 'timestamptz' }) seenAt!: Date
  @Column({ name: 'stopped_at', type: 'timestamptz', nullable: true }) stoppedAt!: Date | null
}

export const OPS_ENTITIES = [
  ConnectionEntity,
  ListingProgressEntity,
  ListedRecordEntity,
  DueReadEntity,
  LogPositionEntity,
  SkippedRecordEntity,
  GenerationEntity,
  ProblemEntity,
  LeaseEntity,
  SuspectEntity,
  AbsenceHoldEntity,
  AccessRoleEntity,
  ReaderConnectionEntity,
  PermissionCheckEntity,
  ConnectionHandOverEntity,
  AuditLogEntity,
  WithheldEntity,
  ServiceProcessEntity,
  ...WEBHOOK_ENTITIES,
  ...AUDIT_ENTITIES,
  ...CONSOLE_ENTITIES,
  ...ALERT_ENTITIES,
]
