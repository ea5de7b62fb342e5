import { ApiProperty } from '@nestjs/swagger'
import { IsString, IsUUID, MaxLength } from 'class-validator'

/** What is to be erased: as it was counted, by the name that was typed. */
export class PurgeBody {
  @ApiProperty({ format: 'uuid', description: 'The job of the plan that was seen.' })
  @IsUUID()
  readonly plan!: string

  @ApiProperty({ maxLength: 80, description: 'The name of the connection, typed by the person who orders it.' })
  @IsString()
  @MaxLength(80)
  readonly name!: string
}
