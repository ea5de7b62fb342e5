import { ApiProperty } from '@nestjs/swagger'
import { IsString, Matches } from 'class-validator'
import { CredentialsBody } from './connection-bodies.dto.js'

const TOKEN = '^[A-Za-z0-9_-]{43}$'

/** A link, shown once. */
export class HandOverLinkAnswer {
  @ApiProperty({ description: 'To be sent to the colleague who has the credentials.' })
  readonly link!: string

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt!: string
}

/** What stands in a link. */
export class HandOverTokenBody {
  @ApiProperty({ pattern: TOKEN, maxLength: 43 })
  @IsString()
  @Matches(new RegExp(TOKEN))
  readonly token!: string
}

/** The credentials that a colleague gives by a link. */
export class HandOverCredentialsBody extends CredentialsBody {
  @ApiProperty({ pattern: TOKEN, maxLength: 43 })
  @IsString()
  @Matches(new RegExp(TOKEN))
  readonly token!: string
}

/** What a link is for. */
export class HandOverAnswer {
  @ApiProperty({ description: 'The name of the connection.' })
  readonly connection!: string

  @ApiProperty({ description: 'Who has made the link.' })
  readonly madeBy!: string

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt!: string
}
