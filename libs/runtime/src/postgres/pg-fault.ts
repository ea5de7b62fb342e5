import { Fault } from '../fault.js'

const CONDITIONS: ReadonlySet<string> = new Set(['55P03', '55006', '25006'])
const CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57'])
const ERRNOS: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const BROKEN = /^(Connection terminated|Client has encountered a connection error|timeout e(xpired|xceeded)|Client was closed)/i

/**
 * What pg threw, as a retryable Fault where the database or the way to it is at fault: connection lost (08), too few resources (53),
 * shutting down (57P), serialization or deadlock (40), lock not available. Everything else is given back as it is.
 */
export function pgFault(error: unknown): unknown {
  return !(error instanceof Fault) && isPassing(error) ? new Fault(`Postgres: ${messageOf(error)}`, { cause: error }) : error
}

/** Is the connection itself gone, so the client must not be used again? */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== undefined && (ERRNOS.has(code) || code.startsWith('08') || code.startsWith('57P'))) return true
  return BROKEN.test(messageOf(error))
}

function isPassing(error: unknown): boolean {
  // One per address, where a name has several.
  if (error instanceof AggregateError) return error.errors.some(isPassing)
  const code = codeOf(error)
  // 57014 is a statement that was cancelled or that ran out of its time: it would do so again.
  if (code === '57014') return false
  if (code !== undefined && (CONDITIONS.has(code) || ERRNOS.has(code))) return true
  return (code?.length === 5 && CLASSES.has(code.slice(0, 2))) || isConnectionLost(error)
}

/** The SQLSTATE, or the system's own code, that an error carries. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
