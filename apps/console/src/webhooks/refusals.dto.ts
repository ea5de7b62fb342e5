import { ApiProperty } from '@nestjs/swagger'

const CAUSES = [
  'unauthorized',
  'unknown_connection',
  'unknown_event',
  'too_slow',
  'too_large',
  'limited',
  'busy',
  'unavailable',
] as const

/** Refusals within an hour. */
export class RefusedHourAnswer {
  @ApiProperty({ format: 'date-time' })
  readonly hour!: string

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly refusals!: number
}

/** A webhook that was refused: nothing of its body. */
export class RefusedWebhookAnswer {
  @ApiProperty({ format: 'date-time' })
  readonly at!: string

  @ApiProperty({ type: String, nullable: true, description: 'The event that the URL names; null for the common URL.' })
  readonly event!: string | null

  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, description: 'As announced.' })
  readonly bytes!: number | null

  @ApiProperty({ type: String, nullable: true, description: 'The network that it came from: 203.0.113.0/24.' })
  readonly sender!: string | null
}

/** Webhooks that were refused for one cause within seven days. */
export class RefusedByCauseAnswer {
  @ApiProperty({ enum: CAUSES, enumName: 'RefusalCause' })
  readonly cause!: (typeof CAUSES)[number]

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly refusals!: number

  @ApiProperty({ format: 'date-time' })
  readonly firstAt!: string

  @ApiProperty({ format: 'date-time' })
  readonly lastAt!: string

  @ApiProperty({ type: [RefusedHourAnswer], description: 'The newest first; hours without any are left out.' })
  readonly hours!: readonly RefusedHourAnswer[]

  @ApiProperty({ type: [RefusedWebhookAnswer], description: 'The newest of them, at most 20.' })
  readonly examples!: readonly RefusedWebhookAnswer[]
}

/** What the ingress refused of a connection, and what came to URLs that name none: a mistyped URL is found there. */
export class RefusalsAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty({ type: [RefusedByCauseAnswer], description: 'The newest cause first.' })
  readonly refused!: readonly RefusedByCauseAnswer[]

  @ApiProperty({ type: [RefusedByCauseAnswer] })
  readonly ofNoConnection!: readonly RefusedByCauseAnswer[]
}
