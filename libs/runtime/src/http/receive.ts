import { instantOfMs, type Instant } from '@trellis/pipeline'
import { Fault } from '../fault.js'
import { request, type Dispatcher } from 'undici'
import { dispatcher } from './dispatcher.js'
import { BodyTooLarge, readBody } from './read-body.js'

/** A whole answer: its exact bytes as they were before they were compressed for the way, and when the request went out. */
export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly requestedAt: Instant
}

/** How much of an answer is read, as it comes and as it is decoded, and until when. */
export interface AnswerLimits {
  readonly maxBytes: number
  readonly deadlineMs: number
}

/** Takes a page of 500 large records; memory bounds what is beyond (several are read at a time). */
export const PAGE_LIMITS: AnswerLimits = { maxBytes: 64 * 1024 * 1024, deadlineMs: 120_000 }
export const TOKEN_LIMITS: AnswerLimits = { maxBytes: 64 * 1024, deadlineMs: 30_000 }

interface RequestOptions {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  readonly limits?: AnswerLimits
}

/** An answer that is larger than what is read of one, or was not there whole at its last moment: asking for less may help. */
export class AnswerBeyondLimit extends Fault {
  override readonly name: string = 'AnswerBeyondLimit'

  constructor(
    readonly limit: 'size' | 'time',
    message: string,
  ) {
    super(message, { retryable: true })
  }
}

const TIMEOUT_MS = 60_000

/** Sends one request and reads the answer to its end. Throws a Fault where it does not come, breaks off, or is beyond its limits. */
export async function receive(url: string, options: RequestOptions): Promise<Received> {
  const { method = 'GET', headers = {}, body, signal, limits = PAGE_LIMITS } = options
  const requestedAt = instantOfMs(Date.now())
  const ending = new AbortController()
  const stop = (): void => ending.abort(signal.reason)
  const { origin } = new URL(url)
  const late = new AnswerBeyondLimit('time', `an answer from ${origin} was not there after ${limits.deadlineMs / 1_000} s`)
  const timer = setTimeout(() => ending.abort(late), limits.deadlineMs)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    const answer = await request(url, {
      method,
      headers: { ...headers, 'accept-encoding': 'gzip, br' },
      signal: ending.signal,
      dispatcher: dispatcher(),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      ...(body !== undefined && { body }),
    })
    const answered = textHeaders(answer.headers)
    return {
      status: answer.statusCode,
      headers: answered,
      body: await readBody(answer.body, answered['content-encoding'] ?? '', limits.maxBytes),
      requestedAt,
    }
  } catch (error) {
    if (signal.aborted) throw error
    if (error instanceof BodyTooLarge)
      throw new AnswerBeyondLimit('size', `an answer from ${origin} is larger than ${limits.maxBytes} bytes`)
    if (ending.signal.reason === late) throw late
    if (error instanceof Fault) throw error
    throw new Fault(`no answer from ${origin}`, { cause: error, retryable: true })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function textHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  )
  return Object.fromEntries(texts) as Record<string, string>
}
