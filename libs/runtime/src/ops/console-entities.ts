import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { ConsoleRight, ConsoleRole } from './console-account.js'
import type { ConsoleJob } from './console-job.js'
import type { RebuildOrder } from './rebuild-order.js'

/** Who may sign in at the console. */
@Entity({ schema: 'ops', name: 'console_account' })
class ConsoleAccountEntity {
  @PrimaryColumn('uuid') id!: string
  @Column('text') email!: string
  @Column('text') name!: string
  @Column({ name: 'password_hash', type: 'text', nullable: true }) passwordHash!: string | null
  @Column('text') role!: ConsoleRole
  @Column({ type: 'text', array: true }) rights!: readonly ConsoleRight[]
  @Column({ name: 'session_epoch', type: 'int' }) sessionEpoch!: number
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date
  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true }) disabledAt!: Date | null
  @Column({ name: 'last_sign_in_at', type: 'timestamptz', nullable: true }) lastSignInAt!: Date | null
}

/** The token that makes an admin, until it was used. */
@Entity({ schema: 'ops', name: 'console_first_admin' })
class ConsoleFirstAdminEntity {
  @PrimaryColumn({ name: 'token_hash', type: 'bytea' }) tokenHash!: Buffer
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date
}

/** A session of the console; connect-pg-simple reads and writes it. */
@Entity({ schema: 'ops', name: 'console_session' })
class ConsoleSessionEntity {
  @PrimaryColumn('text') sid!: string
  @Column('json') sess!: unknown
  @Column({ type: 'timestamptz' }) expire!: Date
}

/** How often sign-in was tried; rate-limiter-flexible reads and writes it. */
@Entity({ schema: 'ops', name: 'console_throttle' })
class ConsoleThrottleEntity {
  @PrimaryColumn('text') key!: string
  @Column('int') points!: number
  @Column({ type: 'bigint', nullable: true }) expire!: string | null
}

/** Work that the console's process does for a person. */
@Entity({ schema: 'ops', name: 'console_job' })
class ConsoleJobEntity {
  @PrimaryColumn('uuid') id!: string
  @Column('text') kind!: ConsoleJob['kind']
  @Column('text') state!: ConsoleJob['state']
  @Column('text') who!: string
  @Column('jsonb') ordered!: ConsoleJob['ordered']
  @Column('int') done!: number
  @Column('int') total!: number
  @Column({ name: 'started_at', type: 'timestamptz' }) startedAt!: Date
  @Column({ name: 'seen_at', type: 'timestamptz' }) seenAt!: Date
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true }) finishedAt!: Date | null
  @Column({ name: 'is_cancel_ordered', type: 'boolean' }) isCancelOrdered!: boolean
  @Column({ type: 'jsonb', nullable: true }) result!: ConsoleJob['result']
}

/** A rebuild that was ordered at the console. */
@Entity({ schema: 'ops', name: 'rebuild_order' })
class RebuildOrderEntity {
  @PrimaryColumn('uuid') id!: string
  @Column('text') who!: string
  @Column('jsonb') asked!: RebuildOrder['asked']
  @Column('text') state!: RebuildOrder['state']
  @Column('jsonb') said!: RebuildOrder['said']
  @Column({ name: 'ordered_at', type: 'timestamptz' }) orderedAt!: Date
  @Column({ name: 'started_at', type: 'timestamptz', nullable: true }) startedAt!: Date | null
  @Column({ name: 'seen_at', type: 'timestamptz' }) seenAt!: Date
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true }) finishedAt!: Date | null
  @Column({ name: 'is_cancel_ordered', type: 'boolean' }) isCancelOrdered!: boolean
  @Column({ type: 'text', nullable: true }) writer!: string | null
  @Column('int') taken!: number
  @Column('int') deaths!: number
}

export const CONSOLE_ENTITIES = [
  ConsoleAccountEntity,
  ConsoleFirstAdminEntity,
  ConsoleSessionEntity,
  ConsoleThrottleEntity,
  ConsoleJobEntity,
  RebuildOrderEntity,
]
