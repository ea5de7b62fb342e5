import { ApiProperty } from '@nestjs/swagger'
import { SENSITIVITIES, type Sensitivity } from '@trellis/pipeline'
import { Name, OptionalName } from '../problem/given-names.js'
import { PlaceAnswer } from '../problems/problems.dto.js'

const ROW_STATES = ['live', 'removed', 'unknown'] as const

/** What is to be explained. */
export class ExplanationQuery {
  @Name('resource')
  readonly resource!: string

  @Name('key')
  readonly key!: string

  @OptionalName('column')
  readonly column?: string

  @OptionalName('connection')
  readonly connection?: string
}

/** When something was reported, and by which event. */
export class ReportAnswer {
  @ApiProperty({ format: 'date-time' })
  readonly at!: string

  @ApiProperty({ description: 'Of the raw event: webhook, page, record …' })
  readonly kind!: string

  @ApiProperty({ type: String, nullable: true })
  readonly action!: string | null

  @ApiProperty()
  readonly rawId!: string

  @ApiProperty({ type: 'integer', description: 'Of the declarations that read it.' })
  readonly revision!: number

  @ApiProperty({ type: PlaceAnswer, nullable: true, description: 'Null where the raw event does not stand near its time.' })
  readonly position!: PlaceAnswer | null

  @ApiProperty({ type: Boolean, nullable: true, description: 'The raw event says just that; null where it was not found.' })
  readonly isSo!: boolean | null
}

/** What a cell held once. */
export class PastValueAnswer {
  @ApiProperty({ description: 'JSON.' })
  readonly value!: string

  @ApiProperty({ format: 'date-time' })
  readonly from!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly until!: string | null
}

/** Why a cell holds what it holds. */
export class ExplainedCellAnswer {
  @ApiProperty()
  readonly name!: string

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  readonly sensitivity!: Sensitivity

  @ApiProperty({ type: String, nullable: true, description: 'JSON; null where the right to see it is lacking.' })
  readonly value!: string | null

  @ApiProperty({ type: String, nullable: true, description: 'The right that is lacking; null where none is.' })
  readonly lacks!: string | null

  @ApiProperty({ type: ReportAnswer })
  readonly report!: ReportAnswer

  @ApiProperty({
    type: [PastValueAnswer],
    nullable: true,
    description: 'The newest first; null where none is kept, or to be seen.',
  })
  readonly before!: readonly PastValueAnswer[] | null
}

/** How a row was removed. */
export class RemovalAnswer {
  @ApiProperty({ description: 'By what: delete, merge, absence …' })
  readonly by!: string

  @ApiProperty({ type: ReportAnswer })
  readonly report!: ReportAnswer
}

/** Why a row is as it is. */
export class ExplanationAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty()
  readonly resource!: string

  @ApiProperty()
  readonly key!: string

  @ApiProperty({ enum: ROW_STATES, enumName: 'RowState', description: 'unknown: the tables know nothing of it.' })
  readonly state!: (typeof ROW_STATES)[number]

  @ApiProperty({ type: ReportAnswer, nullable: true, description: 'The newest listing that showed it; null before the first.' })
  readonly listed!: ReportAnswer | null

  @ApiProperty({ type: RemovalAnswer, nullable: true })
  readonly removal!: RemovalAnswer | null

  @ApiProperty({ type: [ExplainedCellAnswer] })
  readonly cells!: readonly ExplainedCellAnswer[]
}
