import { ApiProperty } from '@nestjs/swagger'
import { CONSOLE_RIGHTS, CONSOLE_ROLES, type ConsoleRight, type ConsoleRole } from '@trellis/runtime'
import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator'
import { ProblemAnswer } from '../problem/problem.dto.js'

/** Longer ones only cost time. */
export const PASSWORD_LENGTHS = [12, 200] as const

/** No control characters: Postgres keeps no NUL, and no name has the others. */
export const PERSONS_NAME = '^[^\\x00-\\x1f\\x7f]*$'
export const IsPersonsName = (): PropertyDecorator =>
  Matches(new RegExp(PERSONS_NAME), { message: '$property has a control character' })

/** An e-mail address and a password. */
export class SignInBody {
  @ApiProperty({ maxLength: 254, format: 'email' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string

  @ApiProperty({ minLength: 1, maxLength: PASSWORD_LENGTHS[1], format: 'password' })
  @IsString()
  @Length(1, PASSWORD_LENGTHS[1])
  readonly password!: string
}

/** The first admin, and the token that was printed at start. */
export class FirstAdminBody {
  @ApiProperty({ minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  readonly token!: string

  @ApiProperty({ pattern: PERSONS_NAME, minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @IsPersonsName()
  readonly name!: string

  @ApiProperty({ maxLength: 254, format: 'email' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string

  @ApiProperty({ minLength: PASSWORD_LENGTHS[0], maxLength: PASSWORD_LENGTHS[1], format: 'password' })
  @IsString()
  @Length(...PASSWORD_LENGTHS)
  readonly password!: string
}

/** Who is signed in. */
export class PersonAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string

  @ApiProperty()
  readonly email!: string

  @ApiProperty()
  readonly name!: string

  @ApiProperty({ enum: CONSOLE_ROLES, enumName: 'Role' })
  readonly role!: ConsoleRole

  @ApiProperty({ enum: CONSOLE_RIGHTS, enumName: 'Right', isArray: true })
  readonly rights!: readonly ConsoleRight[]
}

/** The company's own sign-in, where there is one. */
export class SingleSignOnAnswer {
  @ApiProperty()
  readonly name!: string
}

/** The session of the caller. */
export class SessionAnswer {
  @ApiProperty({ type: PersonAnswer, nullable: true })
  readonly person!: PersonAnswer | null

  @ApiProperty({ description: 'There is no account yet: the first admin is made with the token.' })
  readonly needsFirstAdmin!: boolean

  @ApiProperty({ type: SingleSignOnAnswer, nullable: true })
  readonly singleSignOn!: SingleSignOnAnswer | null

  @ApiProperty({
    type: ProblemAnswer,
    nullable: true,
    description: "Why the newest sign-in at the company's own came to nothing.",
  })
  readonly singleSignOnFailure!: ProblemAnswer | null

  @ApiProperty({ description: 'Sent back in the header X-CSRF-Token with whatever changes something.' })
  readonly csrfToken!: string
}
