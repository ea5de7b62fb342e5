import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { CONSOLE_JOB_KINDS, CONSOLE_JOB_STATES, type ConsoleJobKind, type ConsoleJobState } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsIn, IsInt, Max, Min } from 'class-validator'

/** Which jobs are wanted. */
export class JobsQuery {
  @ApiProperty({ enum: CONSOLE_JOB_KINDS, enumName: 'JobKind' })
  @IsIn(CONSOLE_JOB_KINDS)
  readonly kind!: ConsoleJobKind

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 5 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly limit: number = 5
}

/** Work that was ordered here, and how far it is. */
export class JobAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string

  @ApiProperty({ enum: CONSOLE_JOB_KINDS, enumName: 'JobKind' })
  readonly kind!: ConsoleJobKind

  @ApiProperty({
    enum: CONSOLE_JOB_STATES,
    enumName: 'JobState',
    description: 'lost: the console ended while it was under way. What it had done by then stays done.',
  })
  readonly state!: ConsoleJobState

  @ApiProperty({ description: 'Who ordered it.' })
  readonly who!: string

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What was ordered; it never changes.' })
  readonly ordered!: Readonly<Record<string, string | number>>

  @ApiProperty({ type: 'integer' })
  readonly done!: number

  @ApiProperty({ type: 'integer' })
  readonly total!: number

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly finishedAt!: string | null

  @ApiProperty({ description: 'A person has ordered that it ends.' })
  readonly isCancelOrdered!: boolean

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'What came of it.' })
  readonly result!: Readonly<Record<string, unknown>> | null
}

/** Jobs of a kind, the newest first. */
export class JobsAnswer {
  @ApiProperty({ type: [JobAnswer] })
  readonly jobs!: readonly JobAnswer[]
}

/** A job that was begun. */
export class BegunJobAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly job!: string
}
