import { applyDecorators } from '@nestjs/common'
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { PRIVACY_SWITCHES, type PrivacySwitch } from '@trellis/pipeline'
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator'

/** Left out, or of its kind: null is neither. */
const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined)
const IsGivenOrNull = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined && value !== null)

/** No control characters, and neither blank at an end nor nothing. */
const NAME = '^[^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]{0,78}[^\\s\\x00-\\x1f\\x7f])?$'
const CREDENTIAL = '^[\\x21-\\x7e]{1,1000}$'
const USER = '^[0-9]{1,18}$'
const MOST = 2_147_483_647

const IsCredential = (): PropertyDecorator =>
  Matches(new RegExp(CREDENTIAL), { message: '$property has a blank or a sign that Greenhouse never gives' })
const IsName = (): PropertyDecorator =>
  Matches(new RegExp(NAME), { message: '$property has to be 1 to 80 characters, with no blank at its ends' })
const IsUser = (): PropertyDecorator => Matches(new RegExp(USER), { message: '$property has to be the number of a user' })

const USER_PROPERTY = { type: String, nullable: true, pattern: USER, description: 'The Site Admin that the credential acts as.' }

/** Privacy switches that are to be off: some of them, each once. */
export const IsLeaveOut = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(PRIVACY_SWITCHES.length), ArrayUnique(), IsIn(PRIVACY_SWITCHES, { each: true }))

/** The same in the OpenAPI document. */
export const LEAVE_OUT_PROPERTY = {
  enum: PRIVACY_SWITCHES,
  enumName: 'PrivacySwitch',
  isArray: true,
  maxItems: PRIVACY_SWITCHES.length,
  uniqueItems: true,
}

/** Credentials as Greenhouse gave them. */
export class CredentialsBody {
  @ApiProperty({ pattern: CREDENTIAL, maxLength: 1000 })
  @IsString()
  @IsCredential()
  readonly clientId!: string

  @ApiProperty({ pattern: CREDENTIAL, maxLength: 1000, format: 'password', writeOnly: true })
  @IsString()
  @IsCredential()
  readonly clientSecret!: string

  @ApiPropertyOptional(USER_PROPERTY)
  @IsGivenOrNull()
  @IsUser()
  readonly actingUserId?: string | null

  @ApiPropertyOptional({ description: 'Keep them although Greenhouse does not take them now.' })
  @IsGiven()
  @IsBoolean()
  readonly saveAnyway?: boolean
}

/** A connection that is to be made: with its credentials, or to be given them by a link. */
export class NewConnectionBody {
  @ApiProperty({ pattern: NAME, maxLength: 80 })
  @IsString()
  @IsName()
  readonly name!: string

  @ApiPropertyOptional({ pattern: CREDENTIAL, maxLength: 1000 })
  @ValidateIf(({ clientId, clientSecret }: NewConnectionBody) => clientId !== undefined || clientSecret !== undefined)
  @IsString()
  @IsCredential()
  readonly clientId?: string

  @ApiPropertyOptional({ pattern: CREDENTIAL, maxLength: 1000, format: 'password', writeOnly: true })
  @ValidateIf(({ clientId, clientSecret }: NewConnectionBody) => clientId !== undefined || clientSecret !== undefined)
  @IsString()
  @IsCredential()
  readonly clientSecret?: string

  @ApiPropertyOptional(USER_PROPERTY)
  @IsGivenOrNull()
  @IsUser()
  readonly actingUserId?: string | null

  @ApiPropertyOptional({ description: 'Keep it although Greenhouse does not take the credentials now.' })
  @IsGiven()
  @IsBoolean()
  readonly saveAnyway?: boolean

  @ApiPropertyOptional({ ...LEAVE_OUT_PROPERTY, description: 'What is not read of it, from the first byte on.' })
  @IsGiven()
  @IsLeaveOut()
  readonly leaveOut?: readonly PrivacySwitch[]
}

/** Says which change of the connection was seen. */
export class SeenVersionBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, description: 'The version that was seen.' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly version!: number
}

/** What is to be changed of a connection; what is left out stays. */
export class ConnectionChangeBody extends SeenVersionBody {
  @ApiPropertyOptional({ pattern: NAME, maxLength: 80 })
  @IsGiven()
  @IsString()
  @IsName()
  readonly name?: string

  @ApiPropertyOptional(USER_PROPERTY)
  @IsGivenOrNull()
  @IsUser()
  readonly actingUserId?: string | null

  @ApiPropertyOptional({ description: 'Keep it although Greenhouse does not take it now.' })
  @IsGiven()
  @IsBoolean()
  readonly saveAnyway?: boolean
}

/** New credentials of a connection. */
export class NewCredentialsBody extends CredentialsBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, description: 'The version that was seen.' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly version!: number
}
