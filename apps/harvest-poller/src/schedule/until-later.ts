import { isRetryable, pgFault } from '@trellis/runtime'
import { LeasePassed } from '../known-entities/listed-register.js'

/** A database that does not answer now will answer later, and a lease that has passed is noticed by the tasks; anything else ends the poller. */
export function untilLater(error: unknown): undefined {
  const fault = pgFault(error)
  if (isRetryable(fault) || fault instanceof LeasePassed) return undefined
  throw error
}
