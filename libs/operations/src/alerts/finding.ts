import type { AlertFactValues } from '@trellis/runtime'
import type { AlertCode } from '../errors/error-registry.js'

/** What an alert rule has found: texts come from the registry, by the code. */
export interface Finding {
  readonly code: AlertCode
  /** Undefined where it is about the whole installation. */
  readonly connection?: string
  /** Milliseconds since the epoch; undefined where only its first sight says since when. */
  readonly sinceMs?: number
  /** It is no alert before it was seen for so long. None: at once. */
  readonly holdSeconds?: number
  /** Counts, names of listings and instants; no personal data. */
  readonly facts: AlertFactValues
}
