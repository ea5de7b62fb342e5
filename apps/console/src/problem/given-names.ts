import { applyDecorators } from '@nestjs/common'
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Matches } from 'class-validator'

/** A name in a request: so that it fits into an answer, a log line and an address as it is. */
const NAMES = {
  connection: { pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'The id of a connection.' },
  resource: { pattern: '^[a-z_]{1,64}$', description: 'Such as offers.' },
  code: { pattern: '^[a-z_]{1,64}$', description: 'Such as unreadable_cell.' },
  problem: { pattern: '^[A-Za-z0-9._:-]{1,100}$', description: 'The id of a problem.' },
  key: { pattern: '^[A-Za-z0-9._:/-]{1,100}$', description: 'The id of an entity in Greenhouse.' },
  column: { pattern: '^[a-z0-9_]{1,64}$', description: 'The name of a column.' },
} as const

/** A property that is a name, and has to be given. */
export function Name(kind: keyof typeof NAMES): PropertyDecorator {
  const { pattern, description } = NAMES[kind]
  return applyDecorators(ApiProperty({ pattern, description }), IsString(), Matches(new RegExp(pattern)))
}

/** A property that is a name, and may be left out. */
export function OptionalName(kind: keyof typeof NAMES): PropertyDecorator {
  const { pattern, description } = NAMES[kind]
  return applyDecorators(ApiPropertyOptional({ pattern, description }), IsOptional(), IsString(), Matches(new RegExp(pattern)))
}

/** The pattern of a name, for parameters of a path. */
export function patternOf(kind: keyof typeof NAMES): string {
  return NAMES[kind].pattern
}
