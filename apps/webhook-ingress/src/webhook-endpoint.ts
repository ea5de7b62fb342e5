import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { acceptWebhook, MAX_PING_BYTES, RAW_TOPIC, signatureDigits, type Action } from '@trellis/greenhouse/webhook'
import { encodeRaw, instantOfMs, msOf, type RawEvent } from '@trellis/pipeline'
import { Fault, newRawKey, type EventLog, type Logger, type OpenSpan, type Tracing } from '@trellis/runtime'
import { reply, sentAll } from './answer.js'
import { BodyIntake } from './body-intake.js'
import type { ConnectionDirectory } from './connection-directory.js'
import type { IngressMetrics, WebhookOutcome } from './ingress-metrics.js'
import { noteOutcome } from './note-outcome.js'
import { RateLimit } from './rate-limit.js'
import type { RefusalTally } from './refusal-tally.js'
import { Refusals } from './refusals.js'
import { Repeats } from './repeats.js'
import { webhookTarget, type WebhookTarget } from './webhook-target.js'

/** The limits of the ingress. */
interface EndpointLimits {
  /** The largest body accepted, in bytes. */
  readonly maxBody: number
  /** Bytes of bodies being received at one time; beyond it the oldest are asked to come again. */
  readonly maxInFlight: number
  /** Webhooks appended for one connection; beyond it they are asked to come again. */
  readonly maxPerMinute: number
}

/** A webhook's URL, at which it is taken. */
interface Destination extends WebhookTarget {
  readonly event: Action | undefined
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
    readonly connections: ConnectionDirectory,
    private readonly limits: EndpointLimits,
    private readonly metrics: IngressMetrics,
    readonly tally: RefusalTally,
    private readonly logger: Logger,
    private readonly tracing?: Tracing,
  ) {
    this.intake = new BodyIntake(limits)
    this.rate = new RateLimit(limits.maxPerMinute)
    this.repeats = new Repeats((event) => this.append(event))
    this.repeats.start()
    metrics.watch({
      heldBytes: () => this.intake.heldBytes,
      isRefusing: () => this.refusals.areMany,
      unwrittenRefusals: () => this.tally.size,
    })
  }

  /** True where the request is for us; its answer is then on the way. A URL with an event that there is none of is not found, like any other. */
  handles(request: IncomingMessage, response: ServerResponse): boolean {
    const target = request.method === 'POST' ? webhookTarget(request.url ?? '') : undefined
    if (target === undefined) return false
    const { connection, event } = target
    if (event === 'unknown') noteOutcome(this, target, 'unknown_event', request)
    else void this.answer({ connection, event }, request, response)
    return event !== 'unknown'
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

  private async answer(target: Destination, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const { connection } = target
    const outcome = await this.outcomeOf(target, request).catch((error: unknown): WebhookOutcome => {
      if (!(error instanceof Fault) && !request.destroyed) this.logger.error({ err: error, connection }, 'webhook failed')
      return 'unavailable'
    })
    noteOutcome(this, target, outcome, request)
    // Senders of signed webhooks are read to the end, so they receive the answer.
    if (outcome === 'too_large' || outcome === 'unavailable') await sentAll(request)
    reply(request, response, outcome, outcome === 'limited' ? this.rate.retryAfterSeconds() : undefined)
    this.metrics.answered(outcome, (performance.now() - startedAt) / 1000)
  }

  private async outcomeOf({ connection, event }: Destination, request: IncomingMessage): Promise<WebhookOutcome> {
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
    const known = secrets ?? this.unknownSecrets
    const acceptance = acceptWebhook({ connection, body, headers, secrets: known, at, ...(event && { endpoint: event }) })
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
