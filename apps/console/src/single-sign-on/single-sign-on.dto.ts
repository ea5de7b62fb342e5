import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, Matches, MaxLength } from 'class-validator'

/** Where a person wants to go once signed in. */
export class SingleSignOnQuery {
  /** Browsers read `//host` and `/\host` as another site, and leave out tabs and line ends on the way. */
  @ApiPropertyOptional({
    description: 'A path of the console.',
    pattern: '^/([^/\\\\\\s][^\\\\\\s]*)?$',
    maxLength: 2000,
    default: '/',
  })
  @IsOptional()
  @Matches(/^\/([^/\\\s][^\\\s]*)?$/)
  @MaxLength(2000)
  readonly to: string = '/'
}
