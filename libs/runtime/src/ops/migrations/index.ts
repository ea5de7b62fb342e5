import { Begin1764000000000 } from './begin.js'

/** Every migration of `ops`, oldest first; each stands in a file of its own. */
export const OPS_MIGRATIONS = [Begin1764000000000]
