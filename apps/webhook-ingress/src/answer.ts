import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WebhookOutcome } from './ingress-metrics.js'

const RETRY_AFTER_SECONDS = 5
const LINGER_MS = 5_000
/** How long an answer stands before the connection under it is closed. */
const STAND_MS = 1_000

/** The status of each outcome. That a connection is not known looks like a wrong signature, so names cannot be tried out. */
const STATUS: Readonly<Record<WebhookOutcome, number>> = {
  accepted: 200,
  repeated: 200,
  ping: 200,
  unauthorized: 401,
  unknown_connection: 401,
  too_slow: 408,
  too_large: 413,
  limited: 429,
  busy: 503,
  unavailable: 503,
}

const TEXT: Partial<Readonly<Record<WebhookOutcome, string>>> = { unknown_connection: 'unauthorized' }

/** Answers a webhook. Where its body has not come whole, nothing more is read, and the connection is closed. */
export function reply(
  request: IncomingMessage,
  response: ServerResponse,
  outcome: WebhookOutcome,
  retryAfterSeconds = RETRY_AFTER_SECONDS,
): void {
  if (response.headersSent || response.destroyed) return
  const status = STATUS[outcome]
  // With nothing behind the headers the answer is one write.
  if (status === 200) return void response.writeHead(status, { 'content-length': '0' }).end()
  const text = `${TEXT[outcome] ?? outcome}\n`
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(text.length) }
  if (status === 429 || status === 503) headers['retry-after'] = String(retryAfterSeconds)
  // The rest of an unread body would otherwise be taken for the next request.
  if (!request.complete || status === 413 || status === 503) headers['connection'] = 'close'
  response.writeHead(status, headers)
  if (request.complete) return void response.end(text)
  response.write(text)
  standing(request, response)
}

/** The answer is out; a connection that is closed at once, with unread bytes in it, may take it along. */
function standing(request: IncomingMessage, response: ServerResponse): void {
  request.pause()
  const timer = setTimeout(() => response.end(), STAND_MS)
  response.once('close', () => clearTimeout(timer))
}

/** Waits a while until the caller has sent all, and throws it away: who writes to the end before reading would not see the answer otherwise. */
export async function sentAll(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LINGER_MS)
    const done = (): void => {
      clearTimeout(timer)
      resolve()
    }
    request.once('end', done).once('close', done).once('error', done).resume()
  })
}
