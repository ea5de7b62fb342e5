import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator'
import { ConnectionPath } from '../connections/connections.dto.js'

const DELIVERY = '^[0-9]{1,16}\\.[0-9a-f]{24}$'
const EVENT = '^[a-z_]{1,64}$'
const OUTCOMES = ['read', 'partly_read', 'unread', 'ignored'] as const
type Outcome = (typeof OUTCOMES)[number]
const NUMBER = { type: 'integer' } as const

/** Which delivery a route is about. */
export class DeliveryPath extends ConnectionPath {
  @ApiProperty({ pattern: DELIVERY })
  @Matches(new RegExp(DELIVERY))
  readonly delivery!: string
}

/** Which deliveries are wanted. */
export class DeliveriesQuery {
  @ApiPropertyOptional({ pattern: EVENT, description: 'Only of this event, such as hire_candidate.' })
  @IsOptional()
  @Matches(new RegExp(EVENT))
  readonly event?: string

  @ApiPropertyOptional({ enum: OUTCOMES, enumName: 'DeliveryOutcome' })
  @IsOptional()
  @IsIn(OUTCOMES)
  readonly outcome?: Outcome

  @ApiPropertyOptional({ format: 'date-time', description: 'Only those that came then or later.' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly since?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'Only those that came before.' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly until?: string

  @ApiPropertyOptional({ pattern: DELIVERY, description: 'The `next` of the page before.' })
  @IsOptional()
  @Matches(new RegExp(DELIVERY))
  readonly after?: string

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50
}

/** Where a body stands on the log. */
export class RawPositionAnswer {
  @ApiProperty()
  readonly topic!: string

  @ApiProperty(NUMBER)
  readonly partition!: number

  @ApiProperty({ description: 'Decimal digits.' })
  readonly offset!: string
}

/** A webhook that arrived: nothing that it says. */
export class DeliveryAnswer {
  @ApiProperty()
  readonly id!: string

  @ApiProperty({ format: 'date-time' })
  readonly arrivedAt!: string

  @ApiProperty({ type: String, nullable: true, description: 'The event that its body names; null where it names none.' })
  readonly event!: string | null

  @ApiProperty({ type: String, nullable: true, description: 'The event that its URL names; null for the common URL.' })
  readonly endpoint!: string | null

  @ApiProperty({ type: String, nullable: true, description: 'Greenhouse’s id of the delivery.' })
  readonly delivery!: string | null

  @ApiProperty({ description: 'The id of the raw event.' })
  readonly rawId!: string

  @ApiProperty(NUMBER)
  readonly bytes!: number

  @ApiProperty({ enum: OUTCOMES, enumName: 'DeliveryOutcome' })
  readonly outcome!: Outcome

  @ApiProperty({ ...NUMBER, description: 'How many entities it mentions.' })
  readonly events!: number

  @ApiProperty(NUMBER)
  readonly problems!: number

  @ApiProperty({ type: RawPositionAnswer })
  readonly position!: RawPositionAnswer
}

/** Some deliveries, the newest first. */
export class DeliveriesAnswer {
  @ApiProperty({ type: [DeliveryAnswer] })
  readonly deliveries!: readonly DeliveryAnswer[]

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the next page is asked for with; null where this is the last.',
  })
  readonly next!: string | null
}

/** An entity that a webhook mentions, and what the tables have of that. */
export class RowOfDeliveryAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty()
  readonly key!: string

  @ApiProperty({ enum: ['observed', 'removed'], enumName: 'Said' })
  readonly type!: 'observed' | 'removed'

  @ApiProperty({
    enum: ['in the row', 'overtaken', 'no row'],
    enumName: 'RowOfDeliveryState',
    description: '`overtaken`: newer events have said all of it again. `no row`: there is none yet.',
  })
  readonly state!: 'in the row' | 'overtaken' | 'no row'
}

/** A delivery, and what it made of the tables. */
export class DeliveryDetailAnswer {
  @ApiProperty({ type: DeliveryAnswer })
  readonly delivery!: DeliveryAnswer

  @ApiProperty({ enum: ['there', 'gone'], enumName: 'RawPresence', description: '`gone`: its body is not on the log any more.' })
  readonly raw!: 'there' | 'gone'

  @ApiProperty({ type: [RowOfDeliveryAnswer] })
  readonly rows!: readonly RowOfDeliveryAnswer[]

  @ApiProperty({ ...NUMBER, description: 'How many more there are.' })
  readonly more!: number
}

/** What a webhook said. */
export class DeliveryBodyAnswer {
  @ApiProperty()
  readonly text!: string

  @ApiProperty({ description: 'False where only its beginning is given.' })
  readonly isWhole!: boolean
}
