import { ApiProperty } from '@nestjs/swagger'
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, Matches, Min } from 'class-validator'
import { Name, patternOf } from '../problem/given-names.js'

const COUNT = { type: 'integer', format: 'int64' } as const
const MAYBE_SECONDS = { type: 'number', nullable: true } as const
const AUDIT_STATES = ['asked', 'under way', 'done', 'withdrawn'] as const
const SWEEP_STATES = ['under way', 'requested', 'waiting'] as const

/** What the last audit of a resource found. */
export class LastAuditAnswer {
  @ApiProperty()
  readonly audit!: string

  @ApiProperty({ format: 'date-time' })
  readonly finishedAt!: string

  @ApiProperty({ type: String, nullable: true, description: 'Why nothing is known of it; null where it was asked.' })
  readonly notAsked!: string | null

  @ApiProperty(COUNT)
  readonly inGreenhouse!: number

  @ApiProperty(COUNT)
  readonly inTables!: number

  @ApiProperty(COUNT)
  readonly missing!: number

  @ApiProperty(COUNT)
  readonly extra!: number

  @ApiProperty(COUNT)
  readonly different!: number

  @ApiProperty({ ...COUNT, description: 'Those of them that were not asked for by name: some may have been under way.' })
  readonly notAskedAgain!: number

  @ApiProperty({ type: String, nullable: true, description: 'The oldest updated_at of what is missing or different.' })
  readonly oldestChange!: string | null

  @ApiProperty({ type: [String], description: 'Ids of a few of them.' })
  readonly examples!: readonly string[]
}

/** How complete one listing is. */
export class ListingCompletenessAnswer {
  @ApiProperty()
  readonly listing!: string

  @ApiProperty({ ...MAYBE_SECONDS, description: 'Since the first request of the last complete sweep; null before the first.' })
  readonly sweepAgeSeconds!: number | null

  @ApiProperty({ enum: SWEEP_STATES, enumName: 'CompletenessSweep' })
  readonly sweep!: (typeof SWEEP_STATES)[number]

  @ApiProperty({ type: Boolean, nullable: true, description: 'Null before the first answer.' })
  readonly isPermitted!: boolean | null

  @ApiProperty({ ...COUNT, description: 'Entities that may be gone, and are asked for by name.' })
  readonly suspects!: number

  @ApiProperty({ type: LastAuditAnswer, nullable: true, description: 'Null before the first that is known.' })
  readonly lastAudit!: LastAuditAnswer | null
}

/** Removals of a resource that wait for a person. */
export class HeldRemovalAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty({ format: 'date-time' })
  readonly since!: string

  @ApiProperty(COUNT)
  readonly suspects!: number

  @ApiProperty({ ...COUNT, description: 'Entities that are known, with those that wait.' })
  readonly alive!: number
}

/** An audit that was ordered. */
export class AuditAnswer {
  @ApiProperty()
  readonly audit!: string

  @ApiProperty({ enum: AUDIT_STATES, enumName: 'AuditState' })
  readonly state!: (typeof AUDIT_STATES)[number]

  @ApiProperty({ type: [String], nullable: true, description: 'Null: all.' })
  readonly resources!: readonly string[] | null

  @ApiProperty({ format: 'date-time' })
  readonly askedAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly finishedAt!: string | null
}

/** How complete the tables of a connection are. */
export class ConnectionCompletenessAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty({ type: [ListingCompletenessAnswer] })
  readonly listings!: readonly ListingCompletenessAnswer[]

  @ApiProperty({ type: [HeldRemovalAnswer] })
  readonly held!: readonly HeldRemovalAnswer[]

  @ApiProperty({ type: [AuditAnswer], description: 'The newest first.' })
  readonly audits!: readonly AuditAnswer[]
}

/** How complete the tables are. */
export class CompletenessAnswer {
  @ApiProperty({ type: [ConnectionCompletenessAnswer] })
  readonly connections!: readonly ConnectionCompletenessAnswer[]
}

/** Whose completeness is meant. */
export class ConnectionParameters {
  @Name('connection')
  readonly connection!: string
}

/** Which removals are meant. */
export class RemovalParameters extends ConnectionParameters {
  @Name('resource')
  readonly resource!: string
}

/** Resources by name. */
export class ResourcesBody {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', pattern: patternOf('resource') },
    uniqueItems: true,
    maxItems: 100,
    description: 'None means all.',
  })
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(100)
  @Matches(new RegExp(patternOf('resource')), { each: true })
  readonly resources!: readonly string[]
}

/** A sweep that was ordered. */
export class OrderedSweepAnswer {
  @ApiProperty({ type: 'integer' })
  readonly listings!: number
}

/** An audit that was ordered, or was under way already. */
export class OrderedAuditAnswer {
  @ApiProperty()
  readonly audit!: string
}

/** What a confirmation would let go. */
export class RemovalPlanAnswer {
  @ApiProperty({ type: 'integer', description: 'Exactly; 0 where nothing waits.' })
  readonly removals!: number
}

/** A confirmation: that of its plan. */
export class ConfirmationBody {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'That of the plan: where it is another by now, nothing is confirmed.',
  })
  @IsInt()
  @Min(1)
  readonly removals!: number
}
