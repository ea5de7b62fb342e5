import { ApiProperty } from '@nestjs/swagger'
import { FreshnessAnswer } from './freshness.dto.js'

const MS = { type: 'integer', format: 'int64', description: 'Milliseconds since the epoch.' } as const

/** What goes wrong with a listing, again and again. */
export class FailingAnswer {
  @ApiProperty({ description: 'The poller’s name of it, as in its log.' })
  readonly task!: string

  @ApiProperty()
  readonly why!: string

  @ApiProperty({ type: 'integer', description: 'In a row.' })
  readonly attempts!: number

  @ApiProperty(MS)
  readonly sinceMs!: number

  @ApiProperty(MS)
  readonly nextTryMs!: number

  @ApiProperty({ description: 'Nothing is known by which it would pass by itself; it is tried all the same.' })
  readonly isFinal!: boolean
}

/** How far the listing of one resource has come. */
export class ListingAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty({ enum: ['waiting', 'under way', 'done', 'permission missing'], enumName: 'Backfill' })
  readonly backfill!: 'waiting' | 'under way' | 'done' | 'permission missing'

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly records!: number

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly pages!: number

  @ApiProperty({ ...MS, nullable: true, description: 'Changes up to here are complete. Milliseconds since the epoch.' })
  readonly completeUntilMs!: number | null

  @ApiProperty({ type: String, nullable: true })
  readonly lastError!: string | null

  @ApiProperty({ enum: ['ok', 'retrying', 'stuck'], enumName: 'ListingState' })
  readonly state!: 'ok' | 'retrying' | 'stuck'

  @ApiProperty({ type: [FailingAnswer], description: 'The newest first.' })
  readonly failing!: readonly FailingAnswer[]
}

/** The way of the newest webhook to its row. */
export class NewestWebhookAnswer {
  @ApiProperty({ type: String, nullable: true })
  readonly action!: string | null

  @ApiProperty(MS)
  readonly arrivedAtMs!: number

  @ApiProperty({ type: 'integer', description: 'From its arrival to its row.' })
  readonly milliseconds!: number
}

/** How far one connection is. */
export class ConnectionStatusAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty({ type: [ListingAnswer] })
  readonly resources!: readonly ListingAnswer[]

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly dueReads!: number

  @ApiProperty({ type: FreshnessAnswer, description: 'How far the tables may be behind Greenhouse.' })
  readonly drift!: FreshnessAnswer

  @ApiProperty({ type: NewestWebhookAnswer, nullable: true })
  readonly newestWebhook!: NewestWebhookAnswer | null
}

/** Rows of one table, as readers see them. */
export class TableAnswer {
  @ApiProperty()
  readonly table!: string

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly live!: number

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly removed!: number
}

/** Where a reader stands in a partition. */
export class PartitionLagAnswer {
  @ApiProperty({ type: 'integer' })
  readonly partition!: number

  @ApiProperty({ description: 'The next offset to read: decimal digits.' })
  readonly next!: string

  @ApiProperty({ description: 'The end of the log: decimal digits.' })
  readonly end!: string
}

/** How many records a reader of the log has still before it. */
export class LagAnswer {
  @ApiProperty()
  readonly reader!: string

  @ApiProperty()
  readonly topic!: string

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly records!: number

  @ApiProperty({ type: [PartitionLagAnswer] })
  readonly partitions!: readonly PartitionLagAnswer[]
}

/** How far everything is, as `trellis status --json` has it. */
export class StatusAnswer {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null before the first tables.' })
  readonly generation!: number | null

  @ApiProperty({ type: [ConnectionStatusAnswer] })
  readonly connections!: readonly ConnectionStatusAnswer[]

  @ApiProperty({
    type: [TableAnswer],
    nullable: true,
    description: 'Counted at most ten times as long ago as counting takes; null while that is done for the first time.',
  })
  readonly tables!: readonly TableAnswer[] | null

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly rawEvents!: number

  @ApiProperty({ type: 'integer', format: 'int64' })
  readonly problems!: number

  @ApiProperty({ type: [LagAnswer] })
  readonly lag!: readonly LagAnswer[]
}
