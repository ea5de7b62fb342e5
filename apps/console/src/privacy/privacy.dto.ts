import { ApiProperty } from '@nestjs/swagger'
import { PRIVACY_SWITCHES, type PrivacySwitch } from '@trellis/pipeline'
import { IsIn } from 'class-validator'
import { IsLeaveOut, LEAVE_OUT_PROPERTY, SeenVersionBody } from '../connections/connection-bodies.dto.js'

const COUNT = { type: 'integer', format: 'int64' } as const
const SWITCH = { enum: PRIVACY_SWITCHES, enumName: 'PrivacySwitch' }
const COLUMN = '`resource.column`.'

/** What may be left out together, as the command line spells it. */
const TO_LEAVE_OUT = ['none', ...PRIVACY_SWITCHES, PRIVACY_SWITCHES.join(',')]

/** A privacy switch, and what it is about. */
export class PrivacySwitchAnswer {
  @ApiProperty(SWITCH)
  readonly name!: PrivacySwitch

  @ApiProperty({ description: 'Off: nothing of it is read.' })
  readonly isOff!: boolean

  @ApiProperty({ type: [String], description: 'Collections that are not asked for at all where it is off.' })
  readonly collections!: readonly string[]

  @ApiProperty({ type: [String], description: `Columns that are left out of collections that are asked for: ${COLUMN}` })
  readonly columns!: readonly string[]
}

/** How much was left out of a resource. A batch that is read again counts again. */
export class WithheldAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty({ description: 'The sensitivity that its columns declare; undeclared: a name that no column has.' })
  readonly what!: string

  @ApiProperty(COUNT)
  readonly events!: number

  @ApiProperty(COUNT)
  readonly cells!: number

  @ApiProperty({ format: 'date-time' })
  readonly firstAt!: string

  @ApiProperty({ format: 'date-time' })
  readonly lastAt!: string
}

/** The privacy switches of a connection. */
export class PrivacyAnswer {
  @ApiProperty()
  readonly connection!: string

  @ApiProperty({ description: 'The name of the connection.' })
  readonly name!: string

  @ApiProperty({ description: 'False where variables of the services describe it, or it was removed.' })
  readonly isEditable!: boolean

  @ApiProperty({ type: 'integer', description: 'Counts its changes; a change says which one was seen.' })
  readonly version!: number

  @ApiProperty({ type: [PrivacySwitchAnswer] })
  readonly switches!: readonly PrivacySwitchAnswer[]

  @ApiProperty({ type: [WithheldAnswer], description: 'What was left out since it is connected.' })
  readonly withheld!: readonly WithheldAnswer[]
}

/** Rows in which a table holds what may not be kept any more. */
export class HeldCellsAnswer {
  @ApiProperty()
  readonly resource!: string

  @ApiProperty({ type: String, nullable: true, description: 'Null where whole rows are meant.' })
  readonly column!: string | null

  @ApiProperty(COUNT)
  readonly rows!: number
}

/** The same of the tables of one generation. */
export class HeldByGenerationAnswer {
  @ApiProperty({ type: 'integer' })
  readonly generation!: number

  @ApiProperty({ description: 'Readers see its tables.' })
  readonly isCurrent!: boolean

  @ApiProperty({ type: [HeldCellsAnswer] })
  readonly held!: readonly HeldCellsAnswer[]
}

/** What tables still hold of what is left out; it goes with a rebuild, and with the generations before it. */
export class PrivacyHeldAnswer {
  @ApiProperty({ type: [HeldByGenerationAnswer] })
  readonly held!: readonly HeldByGenerationAnswer[]
}

/** Which change is to be planned. */
export class PrivacyPlanQuery {
  @ApiProperty({ enum: TO_LEAVE_OUT, enumName: 'ToLeaveOut', description: 'What is to be left out from then on.' })
  @IsIn(TO_LEAVE_OUT)
  readonly leaveOut!: string
}

/** What changing the switches means. */
export class PrivacyChangeAnswer {
  @ApiProperty({ type: [String] })
  readonly from!: readonly string[]

  @ApiProperty({ type: [String] })
  readonly to!: readonly string[]

  @ApiProperty({ type: [String] })
  readonly turnsOff!: readonly string[]

  @ApiProperty({ type: [String] })
  readonly turnsOn!: readonly string[]

  @ApiProperty({
    type: [String],
    description: 'Resources whose tables a rebuild makes again: without what is left out, with what raw holds of the rest.',
  })
  readonly rebuild!: readonly string[]

  @ApiProperty({ type: [String], description: 'Collections that were not asked for, and are listed whole again.' })
  readonly backfill!: readonly string[]
}

/** The same before it is done; nothing was changed. */
export class PrivacyPlanAnswer extends PrivacyChangeAnswer {
  @ApiProperty({ type: 'integer', description: 'The version that the plan is of.' })
  readonly version!: number

  @ApiProperty({ type: [HeldByGenerationAnswer], description: 'What tables hold of what is turned off.' })
  readonly held!: readonly HeldByGenerationAnswer[]
}

/** What is to be left out from now on. */
export class PrivacyBody extends SeenVersionBody {
  @ApiProperty(LEAVE_OUT_PROPERTY)
  @IsLeaveOut()
  readonly leaveOut!: readonly PrivacySwitch[]
}
