import { dateOf, readListError, readRateLimit, type HarvestError } from '@trellis/greenhouse'
import { msOf, type Instant } from '@trellis/pipeline'
import { AccessToken, type TokenAccount } from './access-token.js'
import type { PollerMetrics, Work } from './poller-metrics.js'
import { RateBudget, type Pace, type RateReading } from './rate-budget.js'
import { receive, type Received } from '@trellis/runtime'

/** One answered page: its exact bytes, and when the attempt that answered went out (rule V2). */
export interface Page {
  readonly type: 'page'
  readonly body: Buffer
  readonly link: string | undefined
  readonly requestedAt: Instant
}

/** What a request came to. Only a world that does not answer at all is a Fault. */
export type Answer = Page | { readonly type: 'refused'; readonly error: HarvestError }

/** Harvest v3 for one connection: one token and one rate budget, however many listings share them (rule L7). */
export class HarvestClient {
  readonly budget = new RateBudget()
  private readonly token: AccessToken
  private allowed: number | undefined

  constructor(
    account: TokenAccount,
    private readonly metrics: PollerMetrics,
  ) {
    this.token = new AccessToken(account)
  }

  /** How many requests a rate window allows, as the last answer told; undefined before. */
  get limit(): number | undefined {
    return this.allowed
  }

  /** Asks for a page within the budget; `work` is what for. A refused token is replaced once. Throws a Fault when nobody answers. */
  async get(url: string, work: Work, signal: AbortSignal): Promise<Answer> {
    const first = await this.attempt(url, work, signal)
    return first.type === 'refused' && first.error.kind === 'unauthorized' ? this.attempt(url, work, signal) : first
  }

  private async attempt(url: string, work: Work, signal: AbortSignal): Promise<Answer> {
    const held = await this.token.get(signal)
    if ('kind' in held) return { type: 'refused', error: held }
    const answer = await this.budget.spend(() => this.send(url, work, held.token, signal), rateReading, signal, paceOf(work))
    if (answer.status === 200)
      return { type: 'page', body: answer.body, link: answer.headers['link'], requestedAt: answer.requestedAt }
    if (answer.status === 401) this.token.discard(held.token)
    return { type: 'refused', error: readListError(answer.status, answer.body.toString('utf8')) }
  }

  private async send(url: string, work: Work, token: string, signal: AbortSignal): Promise<Received> {
    const answer = await receive(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' }, signal })
    this.allowed = readRateLimit(answer.headers).limit ?? this.allowed
    const date = dateOf(answer.headers)
    this.metrics.requested(work, answer.status)
    this.metrics.skewIs(date === undefined ? 0 : skewOf(msOf(date), msOf(answer.requestedAt), Date.now()))
    return answer
  }
}

/** Looks for changes are what freshness hangs on without webhooks; everything else is spread over the window. */
function paceOf(work: Work): Pace {
  return work === 'window' ? 'at once' : 'evenly'
}

function rateReading(answer: Received): RateReading {
  const { remaining, resetAt, retryAfterMs } = readRateLimit(answer.headers)
  const date = dateOf(answer.headers)
  return {
    ...(remaining !== undefined && { remaining }),
    ...(resetAt !== undefined && { resetAtMs: msOf(resetAt) }),
    ...(date !== undefined && { serverMs: msOf(date) }),
    ...(answer.status === 429 && { retryAfterMs: retryAfterMs ?? 30_000 }),
  }
}

/** How far Harvest's clock lies outside the request's own span; its Date header cuts off up to a second. Milliseconds. */
function skewOf(dateMs: number, requestedMs: number, receivedMs: number): number {
  if (dateMs > receivedMs) return dateMs - receivedMs
  return Math.min(0, dateMs + 999 - requestedMs)
}
