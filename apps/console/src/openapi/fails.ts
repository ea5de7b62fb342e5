import { ApiExtension } from '@nestjs/swagger'
import type { ErrorCode } from '../problem/console-errors.js'

/** Where a route has, until the document is made, the errors that it alone answers. */
export const FAILS_EXTENSION = 'x-fails'

/** Stands beside a handler: which errors it answers, beside those that every route of its kind does. */
export function Fails(...codes: readonly ErrorCode[]): MethodDecorator {
  return ApiExtension(FAILS_EXTENSION, codes) as MethodDecorator
}
