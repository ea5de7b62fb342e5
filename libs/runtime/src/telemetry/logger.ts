import { pino, type Logger as PinoLogger, type LoggerOptions } from 'pino'
import { seldom } from './seldom.js'

export type Logger = PinoLogger

/** Nest's token for a logger. */
export const LOGGER = Symbol('logger')

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

/** Names under which secrets and bodies travel through our objects, at any of the two upper depths. */
const SECRET = [
  'authorization',
  'password',
  'clientSecret',
  'client_secret',
  'webhookSecrets',
  'masterKey',
  'token',
  'access_token',
  'body',
  'value',
  'cells',
]

/** Where Postgres and TypeORM put a row's values into an error. */
const ERROR_VALUES = ['detail', 'where', 'parameters', 'query', 'driverError'].map((name) => `err.${name}`)

/** One JSON line on stdout per thing that happened: ids and counts, never bodies, cells, names or addresses. */
export function createLogger(service: string, level: LogLevel = 'info'): Logger {
  return pino(loggerOptions(service, level))
}

/** How every logger of ours writes: a warning that is repeated once a minute, by the clock that is given. */
export function loggerOptions(service: string, level: LogLevel, nowMs?: () => number): LoggerOptions {
  return {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { logMethod: seldom(nowMs) },
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: [...ERROR_VALUES, ...SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])], censor: '[redacted]' },
  }
}
