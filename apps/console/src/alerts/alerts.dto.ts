import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { OptionalName } from '../problem/given-names.js'

const WHICH = ['open', 'past', 'all'] as const
const SEVERITIES = ['critical', 'warning', 'notice'] as const
const STATES = ['open', 'recovered'] as const
const ALERT = '^[1-9][0-9]{0,17}$'

/** Which alerts are wanted. */
export class AlertsQuery {
  @ApiPropertyOptional({ enum: WHICH, enumName: 'WhichAlerts', default: 'open' })
  @IsOptional()
  @IsIn(WHICH)
  readonly which: (typeof WHICH)[number] = 'open'

  @OptionalName('connection')
  readonly connection?: string

  @ApiPropertyOptional({ pattern: ALERT, description: 'The `next` of the page before.' })
  @IsOptional()
  @Matches(new RegExp(ALERT))
  readonly before?: string

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50
}

/** Something that was found with an alert: one of the three is not null. */
export class AlertFactAnswer {
  @ApiProperty()
  readonly label!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly at!: string | null

  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  readonly count!: number | null

  @ApiProperty({ type: [String], nullable: true, description: 'Of listings, permissions, generations or readers.' })
  readonly names!: readonly string[] | null
}

/** Something that is wrong, or was. */
export class AlertAnswer {
  @ApiProperty({ description: 'Later alerts have larger ones.' })
  readonly id!: string

  @ApiProperty({ description: 'The rule that has found it.' })
  readonly rule!: string

  @ApiProperty({ description: 'As in the list of errors.' })
  readonly code!: string

  @ApiProperty({ type: String, nullable: true, description: 'Null where it is about the whole installation.' })
  readonly connection!: string | null

  @ApiProperty({ type: String, nullable: true })
  readonly connectionName!: string | null

  @ApiProperty({ enum: STATES, enumName: 'AlertState' })
  readonly state!: (typeof STATES)[number]

  @ApiProperty({ enum: SEVERITIES, enumName: 'Severity' })
  readonly severity!: (typeof SEVERITIES)[number]

  @ApiProperty()
  readonly title!: string

  @ApiProperty()
  readonly remedy!: string

  @ApiProperty({ description: 'Who can do it.' })
  readonly who!: string

  @ApiProperty({ type: [AlertFactAnswer] })
  readonly facts!: readonly AlertFactAnswer[]

  @ApiProperty({ format: 'date-time', description: 'When it began, which may be before it was seen.' })
  readonly since!: string

  @ApiProperty({ format: 'date-time' })
  readonly openedAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly recoveredAt!: string | null
}

/** Some alerts, the newest first. */
export class AlertsAnswer {
  @ApiProperty({ description: 'Whether a console looks at the moment: where none does, no alert comes.' })
  readonly isWatched!: boolean

  @ApiProperty({ type: [AlertAnswer] })
  readonly alerts!: readonly AlertAnswer[]

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the next page is asked for with; null where this is the last.',
  })
  readonly next!: string | null
}

/** An alert that a rule may find. */
export class AlertKindAnswer {
  @ApiProperty()
  readonly code!: string

  @ApiProperty()
  readonly title!: string

  @ApiProperty({ enum: SEVERITIES, enumName: 'Severity' })
  readonly severity!: (typeof SEVERITIES)[number]
}

/** What is looked at. */
export class AlertRuleAnswer {
  @ApiProperty()
  readonly rule!: string

  @ApiProperty({ description: 'With its limits.' })
  readonly looksAt!: string

  @ApiProperty({ type: [AlertKindAnswer] })
  readonly alerts!: readonly AlertKindAnswer[]
}

/** Every rule. */
export class AlertRulesAnswer {
  @ApiProperty({ type: [AlertRuleAnswer] })
  readonly rules!: readonly AlertRuleAnswer[]
}
