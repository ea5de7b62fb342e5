import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { CONSOLE_RIGHTS, CONSOLE_ROLES, type ConsoleRight, type ConsoleRole } from '@trellis/runtime'
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsString,
  Length,
  MaxLength,
  ValidateIf,
} from 'class-validator'
import { IsPersonsName, PASSWORD_LENGTHS, PersonAnswer, PERSONS_NAME } from '../session/session.dto.js'

/** Left out, or of its kind: null is neither. */
const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined)

/** An account that is to be made. */
export class NewAccountBody {
  @ApiProperty({ maxLength: 254, format: 'email' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string

  @ApiProperty({ pattern: PERSONS_NAME, minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @IsPersonsName()
  readonly name!: string

  @ApiProperty({ minLength: PASSWORD_LENGTHS[0], maxLength: PASSWORD_LENGTHS[1], format: 'password' })
  @IsString()
  @Length(...PASSWORD_LENGTHS)
  readonly password!: string

  @ApiProperty({ enum: CONSOLE_ROLES, enumName: 'Role' })
  @IsIn(CONSOLE_ROLES)
  readonly role!: ConsoleRole

  @ApiProperty({ enum: CONSOLE_RIGHTS, enumName: 'Right', isArray: true, uniqueItems: true, maxItems: CONSOLE_RIGHTS.length })
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(CONSOLE_RIGHTS.length)
  @IsIn(CONSOLE_RIGHTS, { each: true })
  readonly rights!: readonly ConsoleRight[]
}

/** What is to be changed of an account; what is left out stays. */
export class AccountChangeBody {
  @ApiPropertyOptional({ enum: CONSOLE_ROLES, enumName: 'Role' })
  @IsGiven()
  @IsIn(CONSOLE_ROLES)
  readonly role?: ConsoleRole

  @ApiPropertyOptional({
    enum: CONSOLE_RIGHTS,
    enumName: 'Right',
    isArray: true,
    uniqueItems: true,
    maxItems: CONSOLE_RIGHTS.length,
  })
  @IsGiven()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(CONSOLE_RIGHTS.length)
  @IsIn(CONSOLE_RIGHTS, { each: true })
  readonly rights?: readonly ConsoleRight[]

  @ApiPropertyOptional({ description: 'A disabled account cannot be signed in with, and its sessions end.' })
  @IsGiven()
  @IsBoolean()
  readonly disabled?: boolean

  @ApiPropertyOptional({ minLength: PASSWORD_LENGTHS[0], maxLength: PASSWORD_LENGTHS[1], format: 'password' })
  @IsGiven()
  @IsString()
  @Length(...PASSWORD_LENGTHS)
  readonly password?: string
}

/** An account as admins see it. */
export class AccountAnswer extends PersonAnswer {
  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly disabledAt!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly lastSignInAt!: string | null
}

/** Every account. */
export class AccountsAnswer {
  @ApiProperty({ type: [AccountAnswer] })
  readonly accounts!: readonly AccountAnswer[]
}
