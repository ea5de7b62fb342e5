import { Fault } from '../fault.js'
import { oneLine, tlsAdvice } from '../tls-refusal.js'

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

/** Undefined table, invalid schema name. */
const MISSING_TABLES: ReadonlySet<string | undefined> = new Set(['42P01', '3F000'])

/** Whether a statement failed because a table, or its schema, is not there: nothing has made it yet. */
export function isMissingTable(error: unknown): boolean {
  return MISSING_TABLES.has(codeOf(error))
}

const UNDEFINED_COLUMN = '42703'

/** Whether a statement failed because tables are not of the shape of this release: they are not there, or of an older one. */
export function isOfOtherShape(error: unknown): boolean {
  return isMissingTable(error) || codeOf(error) === UNDEFINED_COLUMN
}

/**
 * What pg threw, as a retryable Fault where the database or the way to it is at fault: connection lost (08), too few resources (53),
 * shutting down (57P), serialization or deadlock (40), lock not available. As one that is not where one of the two does not believe who the other
 * is. Everything else is given back as it is.
 */
export function pgFault(error: unknown): unknown {
  if (error instanceof Fault) return error
  const advice = identityAdvice(error)
  if (advice !== undefined)
    return new Fault(`Postgres: ${oneLine(messageOf(error))}. ${advice}`, { cause: error, retryable: false })
  return isPassing(error) ? new Fault(`Postgres: ${messageOf(error)}`, { cause: error }) : error
}

const LOGIN = 'Are user and password in DATABASE_URL, or its file, those of a user of this database?'
const RULES = 'Does DATABASE_URL name the user, the database and the sslmode that the rules of the server (pg_hba.conf) let in?'
const PLAIN = 'DATABASE_URL asks for TLS (sslmode), and the server has none: give it a certificate'
const VARIABLES = { ca: 'the sslrootcert of DATABASE_URL', own: 'the sslcert of DATABASE_URL' }

function identityAdvice(error: unknown): string | undefined {
  // One per address, where a name has several.
  if (error instanceof AggregateError) return error.errors.map(identityAdvice).find((advice) => advice !== undefined)
  const code = codeOf(error)
  if (code === '28P01') return LOGIN
  if (code === '28000') return RULES
  if (messageOf(error) === 'The server does not support SSL connections') return PLAIN
  return tlsAdvice(code, VARIABLES)
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
