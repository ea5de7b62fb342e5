import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { acceptWebhook, RAW_TOPIC } from '@trellis/greenhouse/webhook'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { Fault, newRawKey, type EventLog, type Logger } from '@trellis/runtime'
import type { ConnectionDirectory } from './connection-directory.js'
import type { IngressMetrics, WebhookOutcome } from './ingress-metrics.js'

/** The limits of the front door, in bytes. */
export interface EndpointLimits {
  /** The largest body accepted. */
  readonly maxBody: number
  /** Bodies being received at one time; beyond it callers are asked to come again. */
  readonly maxInFlight: number
}

const PATH = /^\/webhooks\/greenhouse\/([A-Za-z0-9._-]{1,64})\/?(?:\?|$)/
const RETRY_AFTER_SECONDS = '5'
const LINGER_MS = 5_000

/**
 * The webhook endpoint, ahead of every framework: raw bytes are verified before anything parses them.
 * Answers exactly 200 (every in-sync replica has it, or a ping), 401, 404 (unknown connection), 413, or 503 with Retry-After.
 */
export class WebhookEndpoint {
  private inFlight = 0

  constructor(
    /** Undefined until Kafka has answered once. */
    private readonly log: () => EventLog | undefined,
    private readonly connections: ConnectionDirectory,
    private readonly limits: EndpointLimits,
    private readonly metrics: IngressMetrics,
    private readonly logger: Logger,
  ) {}

  /** True where the request is for us; its answer is then on the way. */
  handles(request: IncomingMessage, response: ServerResponse): boolean {
    const connection = request.method === 'POST' ? PATH.exec(request.url ?? '')?.[1] : undefined
    if (connection === undefined) return false
    void this.answer(connection, request, response)
    return true
  }

  private async answer(connection: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const outcome = await this.outcomeOf(connection, request).catch((error: unknown): WebhookOutcome => {
      if (!(error instanceof Fault) && !request.destroyed) this.logger.error({ err: error, connection }, 'webhook failed')
      return 'unavailable'
    })
    if (STATUS[outcome] === 413 || STATUS[outcome] === 503) await sentAll(request)
    reply(response, outcome)
    if (!request.complete) request.resume()
    this.metrics.answered(outcome, (performance.now() - startedAt) / 1000)
  }

  private async outcomeOf(connection: string, request: IncomingMessage): Promise<WebhookOutcome> {
    const log = this.log()
    if (!log || !this.connections.isLoaded) return 'unavailable'
    const secrets = this.connections.secretsOf(connection)
    if (!secrets) return 'unknown_connection'
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > this.limits.maxBody) return 'too_large'
    if (this.inFlight + announced > this.limits.maxInFlight) return 'busy'
    const at = instantOfMs(Date.now())
    const body = await this.receive(request)
    if (body === 'too_large' || body === 'busy') return body
    const acceptance = acceptWebhook({ connection, body, headers: namedHeaders(request.headers), secrets, at })
    if (acceptance.answer === 401) return 'unauthorized'
    if ('ping' in acceptance) return 'ping'
    await log.append(RAW_TOPIC, [encodeRaw(acceptance.append, newRawKey(connection))])
    return 'accepted'
  }

  /** By events: to iterate over a request costs more than all else that is done with it here. What comes after a refusal is thrown away. */
  private receive(request: IncomingMessage): Promise<Buffer | 'too_large' | 'busy'> {
    const chunks: Buffer[] = []
    let size = 0
    const received = new Promise<Buffer | 'too_large' | 'busy'>((resolve, reject) => {
      const take = (chunk: Buffer): void => {
        size += chunk.length
        this.inFlight += chunk.length
        const refusal = size > this.limits.maxBody ? 'too_large' : this.inFlight > this.limits.maxInFlight ? 'busy' : undefined
        if (refusal === undefined) return void chunks.push(chunk)
        request.off('data', take)
        resolve(refusal)
      }
      request
        .on('data', take)
        .once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
        .once('error', reject)
        .once('close', () => {
          if (!request.complete) reject(new Error('the caller has gone'))
        })
    })
    return received.finally(() => (this.inFlight -= size))
  }
}

/** Waits a while until the caller has sent all, and throws it away: an answer before that is lost when the connection is closed under it. */
async function sentAll(request: IncomingMessage): Promise<void> {
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

const STATUS: Readonly<Record<WebhookOutcome, number>> = {
  accepted: 200,
  ping: 200,
  unauthorized: 401,
  unknown_connection: 404,
  too_large: 413,
  busy: 503,
  unavailable: 503,
}

function reply(response: ServerResponse, outcome: WebhookOutcome): void {
  if (response.headersSent || response.destroyed) return
  const status = STATUS[outcome]
  // With nothing behind the headers the answer is one write.
  if (status === 200) return void response.writeHead(status, { 'content-length': '0' }).end()
  const text = `${outcome}\n`
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(text.length) }
  if (status === 503) headers['retry-after'] = RETRY_AFTER_SECONDS
  // The rest of a body that nobody reads would otherwise be taken for the next request.
  if (status === 413 || status === 503) headers['connection'] = 'close'
  response.writeHead(status, headers).end(text)
}

function namedHeaders(headers: IncomingHttpHeaders): { signature?: string; delivery?: string; traceparent?: string } {
  const text = (name: string): string | undefined => (typeof headers[name] === 'string' ? headers[name] : undefined)
  const [signature, delivery, traceparent] = [text('signature'), text('greenhouse-event-id'), text('traceparent')]
  return {
    ...(signature !== undefined && { signature }),
    ...(delivery !== undefined && { delivery }),
    ...(traceparent !== undefined && { traceparent }),
  }
}
