import { ApiProperty } from '@nestjs/swagger'

const WHOLE = { type: 'integer', format: 'int64' } as const
const SECONDS = { type: 'number', nullable: true } as const

/** How old what is known of one listing may be. */
export class ListingFreshnessAnswer {
  @ApiProperty()
  readonly listing!: string

  @ApiProperty({ ...SECONDS, description: 'Since the end of the newest complete window; null before the first.' })
  readonly freshnessSeconds!: number | null

  @ApiProperty({ ...SECONDS, description: 'Since the first request of the last complete sweep; null before the first.' })
  readonly sweepAgeSeconds!: number | null

  @ApiProperty({ ...SECONDS, description: 'How long that sweep took; null where it was not measured.' })
  readonly sweepSeconds!: number | null

  @ApiProperty({ enum: ['under way', 'requested', 'waiting'], enumName: 'SweepState' })
  readonly sweep!: 'under way' | 'requested' | 'waiting'

  @ApiProperty({ type: String, enum: ['granted', 'missing', null], nullable: true })
  readonly permission!: 'granted' | 'missing' | null
}

/** Suspects that delivered webhooks explain. */
export class ExplainedAnswer {
  @ApiProperty({ description: 'The resource of those webhooks.' })
  readonly by!: string

  @ApiProperty({ enum: ['removed', 'took'], enumName: 'Explanation' })
  readonly how!: 'removed' | 'took'

  @ApiProperty(WHOLE)
  readonly suspects!: number
}

/** Suspects that wait for a person. */
export class HeldAnswer {
  @ApiProperty(WHOLE)
  readonly sinceMs!: number

  @ApiProperty(WHOLE)
  readonly suspects!: number

  @ApiProperty(WHOLE)
  readonly alive!: number
}

/** Entities of a resource that may be gone. */
export class SuspectsAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty(WHOLE)
  readonly suspects!: number

  @ApiProperty({ type: [ExplainedAnswer] })
  readonly explained!: readonly ExplainedAnswer[]

  @ApiProperty({ type: HeldAnswer, nullable: true })
  readonly held!: HeldAnswer | null
}

/** Entities that are due to be read again. */
export class DueReadsAnswer {
  @ApiProperty(WHOLE)
  readonly count!: number

  @ApiProperty({ type: 'number' })
  readonly oldestSeconds!: number
}

/** How old changes may be before they are asked for, by cadence. */
export class CadencesAnswer {
  @ApiProperty({ type: 'number' })
  readonly hot!: number

  @ApiProperty({ type: 'number' })
  readonly warm!: number

  @ApiProperty({ type: 'number' })
  readonly settings!: number
}

/** What sizes and budget let expect. */
export class ExpectedAnswer {
  @ApiProperty({ type: 'number' })
  readonly requestsPerSecond!: number

  @ApiProperty({ type: 'number', description: 'Of the budget, what windows use; beyond 1 they cannot keep up.' })
  readonly windowShare!: number

  @ApiProperty({ type: 'number' })
  readonly sweepPages!: number

  @ApiProperty({ ...SECONDS, description: 'Null where windows leave nothing of the budget.' })
  readonly sweepSeconds!: number | null

  @ApiProperty({ type: CadencesAnswer })
  readonly freshnessSeconds!: CadencesAnswer
}

/** How far a connection's tables may be behind Greenhouse. */
export class FreshnessAnswer {
  @ApiProperty({ type: [ListingFreshnessAnswer] })
  readonly listings!: readonly ListingFreshnessAnswer[]

  @ApiProperty({ type: [SuspectsAnswer] })
  readonly suspects!: readonly SuspectsAnswer[]

  @ApiProperty({ type: DueReadsAnswer })
  readonly dueReads!: DueReadsAnswer

  @ApiProperty({ type: ExpectedAnswer, nullable: true, description: 'Null until an answer has stated the budget.' })
  readonly expected!: ExpectedAnswer | null
}
