import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { CHANNEL_KINDS, type ChannelKind } from '@trellis/runtime'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator'

/** Left out, or of its kind: null is neither. */
const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined)

const MOST = 2_147_483_647
const URL_PATTERN = '^https?://[\\x21-\\x7e]{1,1990}$'
const SECRET_PATTERN = '^[\\x21-\\x7e][\\x20-\\x7e]{14,198}[\\x21-\\x7e]$'
const MOST_ADDRESSES = 20

/** Which channel a route is about. */
export class ChannelPath {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string
}

/** Where messages of a channel go; which of it a channel has is a matter of its kind. */
class ChannelTargetBody {
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MOST_ADDRESSES, description: 'Of an email: its addresses.' })
  @IsGiven()
  @IsArray()
  @ArrayMinSize(1, { message: 'Enter an address' })
  @ArrayMaxSize(MOST_ADDRESSES, { message: `A channel has at most ${MOST_ADDRESSES} addresses` })
  @IsString({ each: true })
  @MaxLength(254, { each: true })
  readonly to?: readonly string[]

  @ApiPropertyOptional({
    ...{ pattern: URL_PATTERN, maxLength: 2000, format: 'password', writeOnly: true },
    description: 'Of a webhook, or of what takes messages as Slack does; its path is kept like a secret.',
  })
  @IsGiven()
  @IsString()
  @Matches(new RegExp(URL_PATTERN), { message: 'Enter the whole address, from https:// on' })
  readonly url?: string

  @ApiPropertyOptional({
    ...{ pattern: SECRET_PATTERN, minLength: 16, maxLength: 200, format: 'password', writeOnly: true },
    description: 'Of a webhook: messages are signed with it. Always given together with the address.',
  })
  @IsGiven()
  @IsString()
  @Matches(new RegExp(SECRET_PATTERN), { message: 'The secret has 16 to 200 characters, and no blank at its ends' })
  readonly secret?: string
}

/** A channel that is to be made. */
export class NewChannelBody extends ChannelTargetBody {
  @ApiProperty({ minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  readonly name!: string

  @ApiProperty({ enum: CHANNEL_KINDS, enumName: 'ChannelKind' })
  @IsIn(CHANNEL_KINDS)
  readonly kind!: ChannelKind
}

/** What is to be changed of a channel; what is left out stays. An address takes the place of the old one as a whole, its secret with it. */
export class ChannelChangeBody extends ChannelTargetBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, description: 'The version that was seen.' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  readonly version!: number

  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @IsGiven()
  @IsString()
  @Length(1, 100)
  readonly name?: string

  @ApiPropertyOptional({ description: 'Nothing is sent to it for as long; what is open then is sent once it goes on.' })
  @IsGiven()
  @IsBoolean()
  readonly isPaused?: boolean
}

/** Where alerts are sent, without secrets, and how that goes. */
export class ChannelAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string

  @ApiProperty()
  readonly name!: string

  @ApiProperty({ enum: CHANNEL_KINDS, enumName: 'ChannelKind' })
  readonly kind!: ChannelKind

  @ApiProperty({ description: 'Addresses of an email, of others the host alone.' })
  readonly shown!: string

  @ApiProperty()
  readonly isPaused!: boolean

  @ApiProperty({ type: 'integer' })
  readonly version!: number

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly lastSentAt!: string | null

  @ApiProperty({ type: 'integer', description: 'Messages that are still to be sent.' })
  readonly waiting!: number

  @ApiProperty({ type: 'integer', description: 'Messages of the last seven days that are not tried any more.' })
  readonly givenUp!: number

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the newest one that failed did; null once a later one went well.',
  })
  readonly lastError!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly lastErrorAt!: string | null
}

/** Every channel, by name. */
export class ChannelsAnswer {
  @ApiProperty({ description: 'Whether a mail server is set up: without one there are no channels of email.' })
  readonly canMail!: boolean

  @ApiProperty({ type: [ChannelAnswer] })
  readonly channels!: readonly ChannelAnswer[]
}

/** A test that was delivered. */
export class ChannelTestAnswer {
  @ApiProperty({ format: 'date-time' })
  readonly deliveredAt!: string
}
