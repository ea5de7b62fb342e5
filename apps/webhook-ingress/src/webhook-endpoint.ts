import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { acceptWebhook, MAX_PING_BYTES, RAW_TOPIC, signatureDigits } from '@trellis/greenhouse/webhook'
import { encodeRaw, instantOfMs, msOf, type RawEvent } from '@trellis/pipeline'
import { Fault, newRawKey, type EventLog, type Logger, type OpenSpan, type Tracing } from '@trellis/runtime'
import { reply, sentAll } from './answer.js'
import { BodyIntake } from './body-intake.js'
import type { ConnectionDirectory } from './connection-directory.js'
import type { IngressMetrics, WebhookOutcome } from './ingress-metrics.js'
import { RateLimit } from './rate-limit.js'
import { Refusals } from './refusals.js'
import { Repeats } from './repeats.js'
import { connectionNamed } from './webhook-target.js'

/** The limits of the ingress. */
interface EndpointLimits {
  /** The largest body accepted, in bytes. */
  readonly maxBody: number
  /** Bytes of bodies being received at one time; beyond it the oldest are asked to come again. */
  readonly maxInFlight: number
  /** Webhooks appended for one connection; beyond it they are asked to come again. */
  readonly maxPerMinute: number
}

const WARN_EVERY_MS = 60_000

/**
 * The webhook endpoint, ahead of every framework: raw bytes are verified before anything parses them. Answers exactly 200 (every in-sync replica
 * has it, or a ping), 401 (also where there is no such connection), 408, 413, or 429 and 503 with Retry-After.
 */
export class WebhookEndpoint {
  private readonly intake: BodyIntake
  private readonly repeats: Repeats
  private readonly rate: RateLimit
  private readonly refusals = new Refusals()
  /** What signatures for an unknown connection are checked against: they take as long as others. */
  private readonly unknownSecrets = [randomBytes(32).toString('hex')]
  private warnedAt = Number.NEGATIVE_INFINITY

  constructor(
    /** Undefined until Kafka has answered once. */
    private readonly log: () => EventLog | undefined,
    private readonly connections: ConnectionDirectory,
    private readonly limits: EndpointLimits,
    private readonly metrics: IngressMetrics,
    private readonly logger: Logger,
    private readonly tracing?: Tracing,
  ) {
    this.intake = new BodyIntake(limits)
    this.rate = new RateLimit(limits.maxPerMinute)
    this.repeats = new Repeats((event) => this.append(event))
    this.repeats.start()
    metrics.watch({ heldBytes: () => this.intake.heldBytes, isRefusing: () => this.refusals.areMany })
  }

  /** True where the request is for us; its answer is then on the way. */
  handles(request: IncomingMessage, response: ServerResponse): boolean {
    const connection = request.method === 'POST' ? connectionNamed(request.url ?? '') : undefined
    if (connection === undefined) return false
    void this.answer(connection, request, response)
    return true
  }

  /** For readiness: throws while rightly signed webhooks are refused. */
  check(): void {
    this.refusals.check()
  }

  /** Once no request is answered any more, and before the log is closed: appends what waits. */
  async close(): Promise<void> {
    this.intake.stop()
    await this.repeats.close()
  }

  private async answer(connection: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const outcome = await this.outcomeOf(connection, request).catch((error: unknown): WebhookOutcome => {
      if (!(error instanceof Fault) && !request.destroyed) this.logger.error({ err: error, connection }, 'webhook failed')
      return 'unavailable'
    })
    // Senders of signed webhooks are read to the end, so they receive the answer.
    if (outcome === 'too_large' || outcome === 'unavailable') await sentAll(request)
    reply(request, response, outcome, outcome === 'limited' ? this.rate.retryAfterSeconds() : undefined)
    this.metrics.answered(outcome, (performance.now() - startedAt) / 1000)
  }

  private async outcomeOf(connection: string, request: IncomingMessage): Promise<WebhookOutcome> {
    if (!this.log() || !this.connections.isLoaded || this.connections.isUnopened(connection)) return 'unavailable'
    const secrets = this.connections.secretsOf(connection)
    const headers = namedHeaders(request.headers)
    const digits = signatureDigits(headers.signature)
    // Without a signature it can only be a ping, and those are small.
    const maxBytes = digits === undefined ? Math.min(MAX_PING_BYTES, this.limits.maxBody) : this.limits.maxBody
    const at = instantOfMs(Date.now())
    const announced = Number(request.headers['content-length'] ?? 0)
    const body = announced > maxBytes ? 'too_large' : await this.intake.receive(request, maxBytes)
    if (body === 'too_large' && digits === undefined) return this.unauthorized(secrets)
    if (typeof body === 'string') return body
    const acceptance = acceptWebhook({ connection, body, headers, secrets: secrets ?? this.unknownSecrets, at })
    if (acceptance.answer === 401) return this.unauthorized(secrets)
    if ('ping' in acceptance) return 'ping'
    const span = this.tracing && beginTrace(this.tracing, acceptance.append)
    try {
      const outcome = await this.keep(`${connection}/${digits}`, span ? within(span, acceptance.append) : acceptance.append)
      this.refusals.note(outcome === 'busy' ? 'refused' : 'taken')
      span?.end({ attributes: { 'trellis.outcome': outcome } })
      return outcome
    } catch (error) {
      this.refusals.note('refused')
      span?.end({ error })
      throw error
    }
  }

  /** What is rightly signed is kept, once. */
  private async keep(body: string, event: RawEvent): Promise<WebhookOutcome> {
    // Repeats are not counted: a captured body could be used to keep other webhooks out.
    if (!this.repeats.has(body) && !this.rate.spend(event.connection)) return 'limited'
    return this.repeats.take(body, event)
  }

  private async append(event: RawEvent): Promise<void> {
    const log = this.log()
    if (!log) throw new Fault('Kafka has not answered yet')
    await log.append(RAW_TOPIC, [encodeRaw(event, newRawKey(event.connection))])
  }

  private unauthorized(secrets: readonly string[] | undefined): WebhookOutcome {
    if (secrets) return 'unauthorized'
    // The caller gets no reason, so the log has to give it to an operator who mistyped a URL.
    if (performance.now() - this.warnedAt >= WARN_EVERY_MS) {
      this.warnedAt = performance.now()
      this.logger.warn('webhooks come to a URL that names no connection of ours')
    }
    return 'unknown_connection'
  }
}

/** Only of what is rightly signed, so that strangers cannot fill a collector. Whose context a sender names is not ours: it is linked. */
function beginTrace(tracing: Tracing, { connection, at, traceparent }: RawEvent): OpenSpan {
  return tracing.start({
    name: 'webhook',
    kind: 'server',
    startMs: msOf(at),
    links: traceparent === undefined ? [] : [traceparent],
    attributes: { 'trellis.connection': connection },
  })
}

function within({ traceparent }: OpenSpan, event: RawEvent): RawEvent {
  return { ...event, traceparent }
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
