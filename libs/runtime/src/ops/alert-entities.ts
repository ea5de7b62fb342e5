import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { AlertFactValues } from './alert.js'
import type { ChannelKind } from './alert-channel.js'

/** What an alert rule has found, once. */
@Entity({ schema: 'ops', name: 'alert' })
class AlertEntity {
  @PrimaryColumn('bigint') id!: string
  @Column('text') rule!: string
  @Column('text') code!: string
  /** Empty where it is about the whole installation. */
  @Column({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column('text') state!: 'pending' | 'open' | 'recovered'
  @Column('jsonb') facts!: AlertFactValues
  @Column({ type: 'timestamptz' }) since!: Date
  @Column({ name: 'seen_at', type: 'timestamptz' }) seenAt!: Date
  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true }) openedAt!: Date | null
  @Column({ name: 'recovered_at', type: 'timestamptz', nullable: true }) recoveredAt!: Date | null
}

/** Where alerts are sent; its target is sealed. */
@Entity({ schema: 'ops', name: 'alert_channel' })
class AlertChannelEntity {
  @PrimaryColumn('uuid') id!: string
  @Column('text') name!: string
  @Column('text') kind!: ChannelKind
  @Column('bytea') target!: Buffer
  @Column('text') shown!: string
  @Column({ name: 'is_paused', type: 'boolean' }) isPaused!: boolean
  @Column('int') version!: number
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date
}

/** What is, or was, sent to a channel of one change of an alert's state. */
@Entity({ schema: 'ops', name: 'alert_notification' })
class AlertNotificationEntity {
  @PrimaryColumn('bigint') id!: string
  @Column({ name: 'channel_id', type: 'uuid' }) channelId!: string
  @Column({ name: 'alert_id', type: 'bigint' }) alertId!: string
  @Column('text') code!: string
  @Column({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column('text') kind!: 'open' | 'recovered'
  @Column({ name: 'is_last', type: 'boolean' }) isLast!: boolean
  @Column('text') state!: 'due' | 'sent' | 'given up'
  @Column('int') attempts!: number
  @Column({ name: 'due_at', type: 'timestamptz' }) dueAt!: Date
  @Column({ type: 'text', nullable: true }) error!: string | null
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt!: Date | null
}

export const ALERT_ENTITIES = [AlertEntity, AlertChannelEntity, AlertNotificationEntity]
