import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import {
  REBUILD_ORDER_STATES,
  REBUILD_VERBS,
  type GenerationState,
  type RebuildOrderState,
  type RebuildVerb,
  type TableContents,
  type TableParity,
} from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator'
import { OptionalName } from '../problem/given-names.js'

const COUNT = { type: 'integer', format: 'int64' } as const
const INSTANT = { format: 'date-time' } as const
const MAYBE_INSTANT = { type: String, format: 'date-time', nullable: true } as const
const MAYBE_TEXT = { type: String, nullable: true } as const
const MOST_GENERATIONS = 999_999_999
const GENERATION_STATES = ['current', 'being made', 'complete', 'previous', 'as of'] as const
const PHASES = ['replay', 'catch-up'] as const

/** What is wanted: as `trellis rebuild` takes it. */
export class RebuildPlanQuery {
  @ApiProperty({ enum: REBUILD_VERBS, enumName: 'RebuildVerb' })
  @IsIn(REBUILD_VERBS)
  readonly verb!: RebuildVerb

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_GENERATIONS, description: 'Of switch and drop: its number.' })
  @Type(() => Number)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_GENERATIONS)
  readonly generation?: number

  @OptionalName('resource')
  readonly resource?: string
}

/** What would be done as things stand. */
export class RebuildPlanAnswer {
  @ApiProperty({ ...COUNT, description: 'The generation that readers have.' })
  readonly current!: number

  @ApiProperty({
    ...COUNT,
    nullable: true,
    description: 'The one that is made, given to readers or dropped; null: there is none.',
  })
  readonly generation!: number | null

  @ApiProperty({ description: 'An earlier rebuild has begun it, and this one goes on with it.' })
  readonly isBegun!: boolean

  @ApiProperty(COUNT)
  readonly tables!: number

  @ApiProperty({ ...COUNT, description: 'So many records of raw are read.' })
  readonly rawRecords!: number

  @ApiProperty({ ...COUNT, description: 'About so much room is taken on disk; negative: given back.' })
  readonly bytes!: number

  @ApiProperty({ ...MAYBE_TEXT, description: 'Why it would not be begun; null where nothing speaks against it.' })
  readonly hindrance!: string | null
}

/** An order: what was planned, and how it is done. */
export class RebuildOrderBody extends RebuildPlanQuery {
  @ApiProperty({ ...COUNT, minimum: 1, maximum: MOST_GENERATIONS, description: 'What the plan says of `current`.' })
  @IsInt()
  @Min(1)
  @Max(MOST_GENERATIONS)
  readonly plannedCurrent!: number

  @ApiProperty({ ...COUNT, minimum: 1, maximum: MOST_GENERATIONS, description: 'What the plan says of `generation`.' })
  @IsInt()
  @Min(1)
  @Max(MOST_GENERATIONS)
  readonly plannedGeneration!: number

  @ApiPropertyOptional({ default: true, description: 'Of run: readers are given what was made, once it is complete.' })
  @IsBoolean()
  readonly isSwitched: boolean = true

  @ApiPropertyOptional({ default: false, description: 'Where a view has to be recreated, what depends on it is made again.' })
  @IsBoolean()
  readonly recreatesDependents: boolean = false
}

/** An order that was given. */
export class OrderedRebuildAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly order!: string
}

/** One complete set of tables. */
export class GenerationAnswer {
  @ApiProperty(COUNT)
  readonly generation!: number

  @ApiProperty({ enum: GENERATION_STATES, enumName: 'GenerationState' })
  readonly state!: GenerationState

  @ApiProperty({ ...COUNT, description: 'Of the declarations that it was made by.' })
  readonly revision!: number

  @ApiProperty(INSTANT)
  readonly createdAt!: string

  @ApiProperty({ ...MAYBE_INSTANT, description: 'Null while it is being made.' })
  readonly completeAt!: string | null

  @ApiProperty({ ...MAYBE_INSTANT, description: 'When readers were last given it; null: never.' })
  readonly switchedAt!: string | null

  @ApiProperty({ ...MAYBE_INSTANT, description: 'Made of what was appended until then; null: of all.' })
  readonly asOf!: string | null

  @ApiProperty({ ...COUNT, description: 'Of its tables and their indexes on disk.' })
  readonly bytes!: number
}

/** How far reading raw is. */
export class RebuildProgressAnswer {
  @ApiProperty({ enum: PHASES, enumName: 'RebuildPhase' })
  readonly phase!: (typeof PHASES)[number]

  @ApiProperty(COUNT)
  readonly done!: number

  @ApiProperty(COUNT)
  readonly total!: number

  @ApiProperty(COUNT)
  readonly perSecond!: number

  @ApiProperty({ ...COUNT, nullable: true, description: 'Null while nothing can be said.' })
  readonly secondsLeft!: number | null
}

/** What a table holds. */
export class TableContentsAnswer {
  @ApiProperty(COUNT)
  readonly rows!: number

  @ApiProperty(COUNT)
  readonly live!: number

  @ApiProperty({ description: 'The same for the same cells, whatever the order of rows.' })
  readonly checksum!: string
}

/** How a table compares with the one that readers have. */
export class TableParityAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty({ type: TableContentsAnswer, nullable: true, description: 'Null: there was no such table.' })
  readonly before!: TableContents | null

  @ApiProperty({ type: TableContentsAnswer, nullable: true, description: 'Null: the table is gone.' })
  readonly after!: TableContents | null

  @ApiProperty()
  readonly same!: boolean

  @ApiProperty(COUNT)
  readonly onlyBefore!: number

  @ApiProperty(COUNT)
  readonly onlyAfter!: number

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Rows that differ, by column.' })
  readonly differing!: Readonly<Record<string, number>>

  @ApiProperty({ ...COUNT, description: 'Of the rows that differ, those of which one of the two has heard a later word.' })
  readonly underWay!: number

  @ApiProperty({ type: [String] })
  readonly added!: readonly string[]

  @ApiProperty({ type: [String] })
  readonly dropped!: readonly string[]

  @ApiProperty({ type: [String] })
  readonly retyped!: readonly string[]
}

/** How all tables compare. */
export class RebuildComparisonAnswer {
  @ApiProperty(COUNT)
  readonly tables!: number

  @ApiProperty(COUNT)
  readonly rows!: number

  @ApiProperty({ type: [TableParityAnswer], description: 'Those that are not the same, cell by cell, or have other columns.' })
  readonly other!: readonly TableParity[]
}

/** An order, and how far it is. */
export class RebuildOrderAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string

  @ApiProperty({ description: 'Who has ordered it.' })
  readonly who!: string

  @ApiProperty({ enum: REBUILD_VERBS, enumName: 'RebuildVerb' })
  readonly verb!: RebuildVerb

  @ApiProperty({ ...COUNT, nullable: true, description: 'The generation that it is about, once that is known.' })
  readonly generation!: number | null

  @ApiProperty({ ...MAYBE_TEXT, description: 'One table alone; null: all.' })
  readonly resource!: string | null

  @ApiProperty()
  readonly isSwitched!: boolean

  @ApiProperty()
  readonly recreatesDependents!: boolean

  @ApiProperty({
    enum: REBUILD_ORDER_STATES,
    enumName: 'RebuildOrderState',
    description: 'ordered: no writer has taken it up yet.',
  })
  readonly state!: RebuildOrderState

  @ApiProperty(INSTANT)
  readonly orderedAt!: string

  @ApiProperty(MAYBE_INSTANT)
  readonly startedAt!: string | null

  @ApiProperty(MAYBE_INSTANT)
  readonly finishedAt!: string | null

  @ApiProperty()
  readonly isCancelOrdered!: boolean

  @ApiProperty({ ...MAYBE_TEXT, description: 'The process that is at it, or was the last.' })
  readonly writer!: string | null

  @ApiProperty({ description: 'Its writer says nothing any more: another one takes it up.' })
  readonly isSilent!: boolean

  @ApiProperty({ ...COUNT, description: 'How often its writer has died over it.' })
  readonly deaths!: number

  @ApiProperty({ type: RebuildProgressAnswer, nullable: true })
  readonly progress!: RebuildProgressAnswer | null

  @ApiProperty({ ...MAYBE_TEXT, description: 'What it waits for at the moment.' })
  readonly waiting!: string | null

  @ApiProperty({ type: RebuildComparisonAnswer, nullable: true, description: 'Null until the tables were compared.' })
  readonly comparison!: RebuildComparisonAnswer | null

  @ApiProperty({
    ...COUNT,
    nullable: true,
    description: 'The generation that readers had before; null: they were given no other.',
  })
  readonly switchedFrom!: number | null

  @ApiProperty({ type: [String], description: 'What stood on views and was made again.' })
  readonly recreated!: readonly string[]

  @ApiProperty({ ...MAYBE_TEXT, description: 'Why it could not be done.' })
  readonly why!: string | null

  @ApiProperty({ type: [String], description: 'What stands on our views, where that is why.' })
  readonly dependents!: readonly string[]
}

/** The generations that there are, and what was ordered. */
export class RebuildsAnswer {
  @ApiProperty({ type: [GenerationAnswer], description: 'The oldest first.' })
  readonly generations!: readonly GenerationAnswer[]

  @ApiProperty({ type: [RebuildOrderAnswer], description: 'The newest ten.' })
  readonly orders!: readonly RebuildOrderAnswer[]
}
