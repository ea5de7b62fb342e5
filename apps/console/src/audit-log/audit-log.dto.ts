import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import type { ActArgument } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'

/** Which acts are wanted. */
export class ActsQuery {
  @ApiPropertyOptional({ description: 'The id of an act: only older ones.', pattern: '^[1-9][0-9]{0,17}$' })
  @IsOptional()
  @Matches(/^[1-9][0-9]{0,17}$/)
  readonly before?: string

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50
}

/** What a person has done. */
export class ActAnswer {
  @ApiProperty({ description: 'Later acts have larger ones.' })
  readonly id!: string

  @ApiProperty({ format: 'date-time' })
  readonly at!: string

  @ApiProperty({ description: 'An e-mail address of the console, or user@host of the command line.' })
  readonly who!: string

  @ApiProperty({ description: 'The role by which the database knows what has acted.' })
  readonly databaseRole!: string

  @ApiProperty({ description: 'A command, or a route of the console.' })
  readonly what!: string

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly arguments!: Readonly<Record<string, ActArgument>>

  @ApiProperty({ enum: ['begun', 'done', 'failed'], enumName: 'ActOutcome' })
  readonly outcome!: 'begun' | 'done' | 'failed'

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly endedAt!: string | null
}

/** Acts, the newest first. */
export class ActsAnswer {
  @ApiProperty({ type: [ActAnswer] })
  readonly acts!: readonly ActAnswer[]
}
