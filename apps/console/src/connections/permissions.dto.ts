import { ApiProperty } from '@nestjs/swagger'
import { ERROR_CODES, type ErrorCode } from '../problem/console-errors.js'

export const CHECK_STATES = ['never', 'asking', 'asked', 'stopped'] as const
export type CheckState = (typeof CHECK_STATES)[number]

export const GROUP_STATES = ['waiting', 'granted', 'partly', 'missing', 'unclear', 'left out'] as const
export type GroupState = (typeof GROUP_STATES)[number]

export const ACTING_USERS = ['unknown', 'fine', 'nothing is listed', 'everything is refused'] as const
export const PRIVATE_CANDIDATES = ['unknown', 'seen', 'none seen', 'hidden'] as const

/** A group of permissions as Greenhouse's own form shows it. */
export class PermissionGroupAnswer {
  @ApiProperty()
  readonly group!: string

  @ApiProperty({ enum: GROUP_STATES, enumName: 'PermissionGroupState' })
  readonly state!: GroupState

  @ApiProperty({ description: 'What is gone without where it is missing.' })
  readonly costs!: string

  @ApiProperty({ type: [String], description: 'Tables that stay empty.' })
  readonly emptyTables!: readonly string[]

  @ApiProperty({ type: [String], description: 'Scopes that the credential lacks.' })
  readonly missingScopes!: readonly string[]
}

/** Why asking has stopped, and what to do. */
export class CheckFailureAnswer {
  @ApiProperty({ enum: ERROR_CODES, enumName: 'ErrorCode' })
  readonly code!: ErrorCode

  @ApiProperty()
  readonly title!: string

  @ApiProperty()
  readonly remedy!: string

  @ApiProperty()
  readonly who!: string
}

/** What the account grants, as it was last asked. */
export class PermissionsAnswer {
  @ApiProperty({ enum: CHECK_STATES, enumName: 'PermissionCheckState' })
  readonly state!: CheckState

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly begunAt!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly endedAt!: string | null

  @ApiProperty({ type: 'integer', description: 'How many listings were asked for so far.' })
  readonly asked!: number

  @ApiProperty({ type: 'integer' })
  readonly total!: number

  @ApiProperty({ type: CheckFailureAnswer, nullable: true })
  readonly failure!: CheckFailureAnswer | null

  @ApiProperty({
    enum: ACTING_USERS,
    enumName: 'ActingUserState',
    description: 'An account that lists nothing, or refuses everything, has an acting user who is no Site Admin.',
  })
  readonly actingUser!: (typeof ACTING_USERS)[number]

  @ApiProperty({
    enum: PRIVATE_CANDIDATES,
    enumName: 'PrivateCandidatesState',
    description: '`hidden`: the tables hold private candidates, and Greenhouse shows none. `none seen`: there may be none.',
  })
  readonly privateCandidates!: (typeof PRIVATE_CANDIDATES)[number]

  @ApiProperty({ type: [PermissionGroupAnswer] })
  readonly groups!: readonly PermissionGroupAnswer[]
}
