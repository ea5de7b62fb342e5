import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { problemMembers } from '@trellis/operations'
import { isRetryable, pgFault, type Logger } from '@trellis/runtime'
import { Refusal, type RefusalKind } from '@trellis/operations'
import type { Response } from 'express'
import { ConsoleError } from './console-error.js'
import type { ErrorCode } from './console-errors.js'
import type { ProblemAnswer } from './problem.dto.js'

const BY_STATUS: Readonly<Record<number, ErrorCode>> = { 404: 'not-found', 413: 'body-too-large' }

/** What an operation refuses. */
const BY_REFUSAL: Readonly<Record<RefusalKind, ErrorCode>> = {
  'not found': 'not-found',
  invalid: 'request-invalid',
  conflict: 'refused-now',
}

/** Answers every error as `application/problem+json`. What is not in the registry is logged, and answered without its words. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>()
    const error = this.known(thrown)
    // What was begun cannot be taken back.
    if (response.headersSent) return void response.destroy()
    if (error.more.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(error.more.retryAfterSeconds))
    const answer = problemAnswer(error)
    response.status(answer.status).type('application/problem+json').send(JSON.stringify(answer))
  }

  private known(thrown: unknown): ConsoleError {
    if (thrown instanceof ConsoleError) return thrown
    if (thrown instanceof Refusal) return new ConsoleError(BY_REFUSAL[thrown.kind], { detail: thrown.message })
    const status = statusOf(thrown)
    if (status !== undefined && status < 500) return new ConsoleError(BY_STATUS[status] ?? 'request-invalid')
    const fault = pgFault(thrown)
    this.logger.error({ err: fault }, 'a request failed')
    if (!isRetryable(fault)) return new ConsoleError('broken')
    return new ConsoleError(fault.message.startsWith('Postgres: ') ? 'database-away' : 'log-away')
  }
}

/** An error as it is answered. */
export function problemAnswer({ code, more: { detail, errors } }: ConsoleError): ProblemAnswer {
  const more = { ...(detail !== undefined && { detail }), ...(errors && { errors }) }
  return { ...problemMembers(code), ...more }
}

/** Nest's exceptions have one, and those of what reads a body. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus()
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : undefined
  return typeof status === 'number' ? status : undefined
}
