import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { ERROR_CODES, type ErrorCode } from './console-errors.js'

/** What is wrong with one property of a request. */
export class FieldProblem {
  @ApiProperty({ description: 'The property, with those above it: `account.email`.' })
  readonly at!: string

  @ApiProperty()
  readonly wrong!: string
}

/** An error as it is answered (RFC 9457), with what to do and who can do it. */
export class ProblemAnswer {
  @ApiProperty({ example: 'urn:trellis:error:not-signed-in' })
  readonly type!: string

  @ApiProperty({ description: 'A sentence for an admin.' })
  readonly title!: string

  @ApiProperty({ type: 'integer' })
  readonly status!: number

  @ApiProperty({ enum: ERROR_CODES, enumName: 'ErrorCode' })
  readonly code!: ErrorCode

  @ApiProperty({ description: 'What to do.' })
  readonly remedy!: string

  @ApiProperty({ description: 'Who can do it.' })
  readonly who!: string

  @ApiPropertyOptional({ description: 'What is known of this time.' })
  readonly detail?: string

  @ApiPropertyOptional({ type: [FieldProblem] })
  readonly errors?: readonly FieldProblem[]
}
