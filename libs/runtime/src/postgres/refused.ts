import { UnfitCell } from '@trellis/pipeline'
import { codeOf } from './pg-fault.js'

/** SQLSTATE classes: a row twice in a statement, values that are none of their type, what a constraint forbids, what is too large. */
const OF_DATA: ReadonlySet<string> = new Set(['21', '22', '23', '54'])

/** What JavaScript throws at values that it cannot work with: too deep, too long, of another kind than expected. */
const OF_VALUES = [RangeError, TypeError, SyntaxError, URIError]

/** Was it the data that Postgres or JavaScript would not take? Then it would be so again, and with whatever stands beside it. */
export function isRefused(error: unknown): boolean {
  const code = codeOf(error)
  if (code === 'ERR_STRING_TOO_LONG') return true
  if (code?.length === 5 && OF_DATA.has(code.slice(0, 2))) return true
  return error instanceof UnfitCell || OF_VALUES.some((kind) => error instanceof kind)
}
