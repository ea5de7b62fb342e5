import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'

/** Where a connection comes from: one that variables describe is not changed here. */
export const MAKERS = ['console', 'environment'] as const

const ID_PATTERN = '^[A-Za-z0-9._-]{1,64}$'

/** Which connection a route is about. */
export class ConnectionPath {
  @ApiProperty({ pattern: ID_PATTERN, maxLength: 64 })
  @Matches(new RegExp(ID_PATTERN))
  readonly id!: string
}

/** An account of a source that Trellis is, or was, connected to. */
export class ConnectionAnswer {
  @ApiProperty()
  readonly id!: string

  @ApiProperty()
  readonly name!: string

  @ApiProperty({ enum: ['greenhouse'], enumName: 'ConnectionKind' })
  readonly kind!: 'greenhouse'

  @ApiProperty({ enum: MAKERS, enumName: 'ConnectionMaker' })
  readonly madeBy!: (typeof MAKERS)[number]

  @ApiProperty({ description: 'Without them it only receives webhooks.' })
  readonly hasCredentials!: boolean

  @ApiProperty()
  readonly hasWebhookSecrets!: boolean

  @ApiProperty({ type: String, nullable: true, description: 'The user of Greenhouse that its credential acts as.' })
  readonly actingUserId!: string | null

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly removedAt!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when Greenhouse is not asked.' })
  readonly pausedAt!: string | null

  @ApiProperty({ type: 'integer', description: 'Counts its changes; a change says which one was seen.' })
  readonly version!: number

  @ApiProperty({ format: 'date-time' })
  readonly changedAt!: string

  @ApiProperty({ type: String, nullable: true, description: 'Who changed it last, where that is known.' })
  readonly changedBy!: string | null
}

/** Every connection there ever was. */
export class ConnectionsAnswer {
  @ApiProperty({ type: [ConnectionAnswer] })
  readonly connections!: readonly ConnectionAnswer[]
}
