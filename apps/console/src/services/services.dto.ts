import { ApiProperty } from '@nestjs/swagger'
import { SERVICE_NAMES, SERVICE_STATES, type ServiceName, type ServiceState } from '@trellis/operations'

/** A variable of a configuration. */
export class SettingAnswer {
  @ApiProperty({ description: 'As in the environment.' })
  readonly variable!: string

  @ApiProperty({ type: String, nullable: true, description: 'Null where it is not set, and for secrets.' })
  readonly value!: string | null

  @ApiProperty({ type: Boolean, nullable: true, description: 'Of a secret, whether it is set; null for others.' })
  readonly isSet!: boolean | null
}

/** A process of a service, as it was last seen. */
export class ServiceProcessAnswer {
  @ApiProperty({ description: 'Host and process.' })
  readonly instance!: string

  @ApiProperty()
  readonly version!: string

  @ApiProperty({ type: [String], description: 'What it waits for, by the names of its checks at /readyz.' })
  readonly failing!: readonly string[]

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string

  @ApiProperty({ format: 'date-time' })
  readonly seenAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null also where it did not end in order.' })
  readonly stoppedAt!: string | null

  @ApiProperty({ description: 'It has not ended, and was seen within 40 seconds.' })
  readonly isAlive!: boolean

  @ApiProperty({ type: [SettingAnswer], nullable: true, description: 'For admins; null for others.' })
  readonly settings!: readonly SettingAnswer[] | null
}

/** How a service stands. */
export class ServiceAnswer {
  @ApiProperty({ enum: SERVICE_NAMES, enumName: 'ServiceName' })
  readonly service!: ServiceName

  @ApiProperty({
    enum: SERVICE_STATES,
    enumName: 'ServiceState',
    description:
      '`waiting`: it runs, and a check of it fails. `stopped`: it ended in order. `silent`: it has not ended, and was not seen for 40 seconds.',
  })
  readonly state!: ServiceState

  @ApiProperty({
    type: [ServiceProcessAnswer],
    description: 'Those that run, those that fell silent within a day, and where none runs the one that ended last.',
  })
  readonly processes!: readonly ServiceProcessAnswer[]

  @ApiProperty({ description: 'Whether it reads the log.' })
  readonly isReader!: boolean

  @ApiProperty({
    ...{ type: 'integer', format: 'int64', nullable: true },
    description: 'Records that it has before it; null where it reads nothing, and where Kafka does not answer.',
  })
  readonly behind!: number | null
}

/** Every service, in the order in which events pass them. */
export class ServicesAnswer {
  @ApiProperty({ type: [ServiceAnswer] })
  readonly services!: readonly ServiceAnswer[]
}
