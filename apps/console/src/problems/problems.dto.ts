import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsISO8601, Matches, Max, Min } from 'class-validator'
import { Name, OptionalName } from '../problem/given-names.js'

const WHICH = ['open', 'all'] as const

/** As a plan says it. ISO 8601 has weeks, days of the year and a year 0 too, and Postgres knows none of them. */
const INSTANT = '^[1-9]\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z$'

/** Problems by what they have in common; what is left out narrows nothing. */
export class ProblemFilterQuery {
  @OptionalName('connection')
  readonly connection?: string

  @OptionalName('code')
  readonly code?: string

  @OptionalName('resource')
  readonly resource?: string
}

/** Which problems are wanted. */
export class ProblemsQuery extends ProblemFilterQuery {
  @ApiPropertyOptional({ enum: WHICH, enumName: 'WhichProblems', default: 'open', description: 'open: not resolved yet.' })
  @IsIn(WHICH)
  readonly which: (typeof WHICH)[number] = 'open'

  @OptionalName('problem')
  readonly before?: string

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50
}

/** A place of the log. */
export class PlaceAnswer {
  @ApiProperty()
  readonly topic!: string

  @ApiProperty({ type: 'integer' })
  readonly partition!: number

  @ApiProperty({ description: 'Decimal digits.' })
  readonly offset!: string
}

/** What could not be read: names and ids, never a value. */
export class StoredProblemAnswer {
  @ApiProperty()
  readonly id!: string

  @ApiProperty()
  readonly connection!: string

  @ApiProperty()
  readonly code!: string

  @ApiProperty({ type: String, nullable: true })
  readonly resource!: string | null

  @ApiProperty({ type: String, nullable: true, description: 'The id of the entity.' })
  readonly key!: string | null

  @ApiProperty({ type: String, nullable: true })
  readonly column!: string | null

  @ApiProperty({ description: 'The id of the raw event.' })
  readonly rawId!: string

  @ApiProperty({ description: 'Of the raw event: webhook, page, record …' })
  readonly kind!: string

  @ApiProperty({ type: String, nullable: true })
  readonly action!: string | null

  @ApiProperty({ type: PlaceAnswer, nullable: true, description: 'Where the raw event stands; null where that is not known.' })
  readonly position!: PlaceAnswer | null

  @ApiProperty({ format: 'date-time' })
  readonly seenAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly resolvedAt!: string | null
}

/** Problems of one code, of one resource of a connection. */
export class ProblemGroupAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty()
  readonly code!: string

  @ApiProperty({ type: String, nullable: true })
  readonly resource!: string | null

  @ApiProperty({ type: 'integer' })
  readonly problems!: number

  @ApiProperty({ format: 'date-time' })
  readonly oldestAt!: string

  @ApiProperty({ format: 'date-time' })
  readonly newestAt!: string
}

/** Problems, the newest first, and what groups they fall into. */
export class ProblemsAnswer {
  @ApiProperty({ type: 'integer', description: 'Of all connections.' })
  readonly open!: number

  @ApiProperty({ type: 'integer', description: 'Of all connections.' })
  readonly resolved!: number

  @ApiProperty({ type: [ProblemGroupAnswer], description: 'The 200 largest, narrowed by connection alone.' })
  readonly groups!: readonly ProblemGroupAnswer[]

  @ApiProperty({ type: [StoredProblemAnswer] })
  readonly problems!: readonly StoredProblemAnswer[]

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What `before` has to be for the next ones; null where there are none.',
  })
  readonly next!: string | null
}

const FOUND = ['yes', 'erased', 'elsewhere', 'no place', 'log away'] as const

/** The raw event behind a problem, but for its body. */
export class RawEventAnswer {
  @ApiProperty({ enum: FOUND, enumName: 'RawEventFound' })
  readonly found!: (typeof FOUND)[number]

  @ApiPropertyOptional({ format: 'date-time' })
  readonly appendedAt?: string

  @ApiPropertyOptional({ type: 'integer' })
  readonly bytes?: number

  @ApiPropertyOptional()
  readonly kind?: string

  @ApiPropertyOptional()
  readonly action?: string

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  readonly headers?: Readonly<Record<string, string>>
}

/** One problem. */
export class ProblemDetailAnswer {
  @ApiProperty({ type: StoredProblemAnswer })
  readonly problem!: StoredProblemAnswer

  @ApiProperty({ type: RawEventAnswer })
  readonly raw!: RawEventAnswer
}

/** The body of a raw event, as it came. */
export class RawBodyAnswer {
  @ApiProperty({ description: 'As text; of a body over 1 MB its beginning.' })
  readonly body!: string

  @ApiProperty({ type: 'integer' })
  readonly bytes!: number

  @ApiProperty({ description: 'There is more of it.' })
  readonly isCut!: boolean
}

/** What a replay with this filter would read again. */
export class ReplayPlanAnswer {
  @ApiProperty({ format: 'date-time', description: 'Problems that were seen later have no part in it.' })
  readonly until!: string

  @ApiProperty({ type: 'integer', description: 'Open ones, exactly.' })
  readonly problems!: number

  @ApiProperty({ type: 'integer', description: 'They are on so many.' })
  readonly rawEvents!: number

  @ApiProperty({ type: 'integer', description: 'So many of them name no place on the log, and stay open.' })
  readonly withoutPlace!: number

  @ApiProperty({ type: 'integer', description: 'A replay takes at most so many.' })
  readonly most!: number
}

/** A replay that is to be begun: the filter of its plan, and what the plan said. */
export class ReplayBody extends ProblemFilterQuery {
  @ApiProperty({ format: 'date-time', pattern: INSTANT, description: 'That of the plan.' })
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(new RegExp(INSTANT))
  readonly until!: string

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Those of the plan: where there are more now, nothing is begun.' })
  @IsInt()
  @Min(1)
  readonly problems!: number
}

/** A problem by its id. */
export class ProblemParameters {
  @Name('problem')
  readonly id!: string
}
