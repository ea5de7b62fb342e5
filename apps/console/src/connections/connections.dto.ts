import { ApiProperty } from '@nestjs/swagger'

/** Where a connection comes from: one that variables describe is not changed here. */
export const MAKERS = ['console', 'environment'] as const

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

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly removedAt!: string | null
}

/** Every connection there ever was. */
export class ConnectionsAnswer {
  @ApiProperty({ type: [ConnectionAnswer] })
  readonly connections!: readonly ConnectionAnswer[]
}
