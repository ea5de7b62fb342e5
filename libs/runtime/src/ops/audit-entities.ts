import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { AuditReport } from './audit-report.js'
import { US } from './us-column.js'

/** An audit that was requested. */
@Entity({ schema: 'ops', name: 'audit' })
export class AuditEntity {
  @PrimaryColumn('bigint') id!: string
  @Column({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column({ type: 'text', array: true, nullable: true }) resources!: string[] | null
  @Column({ name: 'asked_at', type: 'timestamptz' }) askedAt!: Date
  @Column({ ...US, name: 'begun_us' }) begunUs!: string | null
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true }) finishedAt!: Date | null
  @Column('text') state!: 'asked' | 'under way' | 'done' | 'withdrawn'
  @Column({ type: 'jsonb', nullable: true }) result!: AuditReport | null
}

/** How far an audit has come with one listing. */
@Entity({ schema: 'ops', name: 'audit_listing' })
class AuditListingEntity {
  @PrimaryColumn({ name: 'audit_id', type: 'bigint' }) auditId!: string
  @PrimaryColumn('text') listing!: string
  @Column('text') resource!: string
  @Column({ ...US, name: 'started_us' }) startedUs!: string | null
  @Column({ type: 'text', nullable: true }) cursor!: string | null
  @Column('boolean') done!: boolean
  @Column('bigint') pages!: string
  @Column('bigint') records!: string
  @Column('bigint') unreadable!: string
  @Column({ name: 'in_greenhouse', type: 'bigint', nullable: true }) inGreenhouse!: string | null
  @Column({ name: 'in_tables', type: 'bigint', nullable: true }) inTables!: string | null
  @Column({ type: 'text', nullable: true }) refused!: string | null
}

/** An entity of which Greenhouse and the tables do not say the same. */
@Entity({ schema: 'ops', name: 'audit_difference' })
class AuditDifferenceEntity {
  @PrimaryColumn({ name: 'audit_id', type: 'bigint' }) auditId!: string
  @PrimaryColumn('text') resource!: string
  @PrimaryColumn('text') key!: string
  @Column('text') what!: 'missing' | 'extra' | 'different'
  @Column({ type: 'text', array: true }) columns!: string[]
  @Column({ name: 'updated_at', type: 'text', nullable: true }) updatedAt!: string | null
  @Column({ name: 'noticed_us', type: 'bigint' }) noticedUs!: string
  @Column({ ...US, name: 'asked_again_us' }) askedAgainUs!: string | null
  @Column('int') questions!: number
  @Column({ ...US, name: 'due_us' }) dueUs!: string | null
}

/** Audits, how far they are, and what they found. */
export const AUDIT_ENTITIES = [AuditEntity, AuditListingEntity, AuditDifferenceEntity]
