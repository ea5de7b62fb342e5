import type { LoggerService } from '@nestjs/common'
import type { Logger } from '../telemetry/logger.js'

/** Nest's own words as lines of ours. What Nest logs of routes and modules is for debugging. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest)
  }
  error(message: unknown, ...rest: readonly unknown[]): void {
    this.write('error', message, rest)
  }
  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.write('warn', message, rest)
  }
  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest)
  }
  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.write('fatal', message, rest)
  }

  private write(level: 'debug' | 'warn' | 'error' | 'fatal', message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1)
    const fields = { nest: typeof context === 'string' ? context : undefined }
    if (message instanceof Error) this.logger[level]({ ...fields, err: message }, message.message)
    else this.logger[level](fields, typeof message === 'string' ? message : JSON.stringify(message))
  }
}
