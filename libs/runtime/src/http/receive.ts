import { instantOfMs, type Instant } from '@trellis/pipeline'
import { Fault } from '../fault.js'
import { request, type Dispatcher } from 'undici'

/** A whole answer: its exact bytes, and when the request went out. */
export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly requestedAt: Instant
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

const TIMEOUT_MS = 60_000

/** Sends one request and reads the answer to its end. Throws a Fault where it does not come, or breaks off. */
export async function receive(url: string, { method = 'GET', headers = {}, body, signal }: RequestOptions): Promise<Received> {
  const requestedAt = instantOfMs(Date.now())
  try {
    const options = {
      method,
      headers,
      signal,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      ...(body !== undefined && { body }),
    }
    const answer: Dispatcher.ResponseData = await request(url, options)
    return {
      status: answer.statusCode,
      headers: textHeaders(answer.headers),
      body: Buffer.from(await answer.body.arrayBuffer()),
      requestedAt,
    }
  } catch (error) {
    if (signal.aborted) throw error
    throw new Fault(`no answer from ${new URL(url).origin}`, { cause: error, retryable: true })
  }
}

function textHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  )
  return Object.fromEntries(texts) as Record<string, string>
}
