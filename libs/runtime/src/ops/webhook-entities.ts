import { Column, Entity, PrimaryColumn } from 'typeorm'
import { US } from './us-column.js'
import type { DeliveryOutcome } from './webhook-delivery.js'
import type { RefusalCause, RefusalExample } from './webhook-refusal.js'

/** The last webhook of a connection that was seen, and when its words stood in the tables. */
@Entity({ schema: 'ops', name: 'webhook_seen' })
class WebhookSeenEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @Column({ name: 'raw_id', type: 'text' }) rawId!: string
  @Column({ type: 'text', nullable: true }) action!: string | null
  @Column({ name: 'arrived_us', type: 'bigint' }) arrivedUs!: string
  @Column({ ...US, name: 'visible_us' }) visibleUs!: string | null
}

/** How often webhooks of an action have arrived. */
@Entity({ schema: 'ops', name: 'webhook_action' })
export class WebhookActionEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') action!: string
  @Column({ name: 'first_us', type: 'bigint' }) firstUs!: string
  @Column({ name: 'last_us', type: 'bigint' }) lastUs!: string
  @Column('bigint') arrivals!: string
}

/** A webhook that arrived of late; never its body. */
@Entity({ schema: 'ops', name: 'webhook_delivery' })
export class WebhookDeliveryEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn({ name: 'arrived_us', type: 'bigint' }) arrivedUs!: string
  @PrimaryColumn({ name: 'raw_id', type: 'text' }) rawId!: string
  @Column({ name: 'raw_partition', type: 'int' }) rawPartition!: number
  @Column({ name: 'raw_offset', type: 'bigint' }) rawOffset!: string
  @Column('int') bytes!: number
  @Column('smallint') events!: number
  @Column('smallint') problems!: number
  @Column({ type: 'text', nullable: true }) action!: string | null
  @Column({ type: 'text', nullable: true }) endpoint!: string | null
  @Column({ type: 'text', nullable: true }) delivery!: string | null
  @Column('text') outcome!: DeliveryOutcome
}

/** What came by a URL: an event's own, or the common one, whose endpoint is empty. */
@Entity({ schema: 'ops', name: 'webhook_endpoint' })
export class WebhookEndpointEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') endpoint!: string
  @Column({ ...US, name: 'pinged_us' }) pingedUs!: string | null
  @Column({ ...US, name: 'signed_ping_us' }) signedPingUs!: string | null
  @Column({ ...US, name: 'arrived_us' }) arrivedUs!: string | null
  @Column('bigint') pings!: string
  @Column('bigint') arrivals!: string
  @Column('bigint') differing!: string
}

/** How many webhooks were refused for a cause within an hour. */
@Entity({ schema: 'ops', name: 'webhook_refusal' })
export class WebhookRefusalEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn({ name: 'hour_us', type: 'bigint' }) hourUs!: string
  @PrimaryColumn('text') cause!: RefusalCause
  @PrimaryColumn('text') endpoint!: string
  @Column('bigint') refusals!: string
  @Column({ name: 'first_us', type: 'bigint' }) firstUs!: string
  @Column({ name: 'last_us', type: 'bigint' }) lastUs!: string
}

/** The newest of them. */
@Entity({ schema: 'ops', name: 'webhook_refusal_example' })
class WebhookRefusalExampleEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'text' }) connectionId!: string
  @PrimaryColumn('text') cause!: RefusalCause
  @Column({ name: 'last_us', type: 'bigint' }) lastUs!: string
  @Column('jsonb') examples!: readonly RefusalExample[]
}

/** What is known of webhooks. */
export const WEBHOOK_ENTITIES = [
  WebhookSeenEntity,
  WebhookActionEntity,
  WebhookDeliveryEntity,
  WebhookEndpointEntity,
  WebhookRefusalEntity,
  WebhookRefusalExampleEntity,
]
