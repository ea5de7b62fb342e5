import { errorText } from '@trellis/operations'
import type { ErrorCode } from './console-errors.js'

/** What else is known of an error, for the person who meets it. */
interface ErrorDetail {
  readonly detail?: string
  /** By the property of the request that is wrong. */
  readonly errors?: readonly FieldError[]
  readonly retryAfterSeconds?: number
}

/** A property of a request, and what is wrong with it. */
export interface FieldError {
  readonly at: string
  readonly wrong: string
}

/** An error of the registry, thrown where a request ends with it. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError'
  constructor(
    readonly code: ErrorCode,
    readonly more: ErrorDetail = {},
  ) {
    super(errorText(code).title)
  }
}
