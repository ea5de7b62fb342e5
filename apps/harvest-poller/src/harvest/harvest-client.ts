import { dateOf, readListError, readRateLimit, type HarvestError } from '@trellis/greenhouse'
import { msOf, type Instant } from '@trellis/pipeline'
import { AccessToken, type TokenAccount } from './access-token.js'
import type { PollerMetrics } from '../poller-metrics.js'
import type { Work } from '../schedule/task.js'
import { RateBudget, type AskedWait, type Pace } from './rate-budget.js'
import { rateReading } from './rate-reading.js'
import { PageSizes } from './page-sizes.js'
import { AnswerBeyondLimit, PAGE_LIMITS, receive, type AnswerLimits, type Received } from '@trellis/runtime'

/** One answered page: its exact bytes, and when the attempt that answered went out (rule V2). */
export interface Page {
  readonly type: 'page'
  readonly body: Buffer
  readonly link: string | undefined
  readonly requestedAt: Instant
}

/** What a request came to. Only a world that does not answer at all is a Fault. */
export type Answer = Page | { readonly type: 'refused'; readonly error: HarvestError }

/** A refusal that need not hold for fewer keys: one of them is not taken, or together they are too much to read. */
export function isForFewer({ kind }: HarvestError): boolean {
  return kind === 'unprocessable' || kind === 'too_large'
}

/** Harvest v3 for one connection: one token and one rate budget, however many listings share them (rule L7). */
export class HarvestClient {
  readonly budget: RateBudget
  private readonly token: AccessToken
  private readonly pageSizes = new PageSizes()
  private allowed: number | undefined
  private skew = 0

  /** `onWait` hears of each wait that answers ask for, once. */
  constructor(
    account: TokenAccount,
    private readonly metrics: PollerMetrics,
    onWait: (wait: AskedWait) => void = () => undefined,
    private readonly limits: AnswerLimits = PAGE_LIMITS,
  ) {
    this.budget = new RateBudget(onWait)
    this.token = new AccessToken(account)
  }

  /** Milliseconds until the next request may go out, by what Harvest and its token endpoint have stated. */
  get waitMs(): number {
    return Math.max(this.budget.waitMs, this.token.waitMs)
  }

  /** How far Harvest's clock was seen to differ from ours by the last answer, in milliseconds. */
  get skewMs(): number {
    return this.skew
  }

  /** Requests that are left of the rate window, as far as answers have stated. */
  get remaining(): number | undefined {
    return this.budget.remaining
  }

  /** How many requests a rate window allows, as the last answer stated; undefined before. */
  get limit(): number | undefined {
    return this.allowed
  }

  /**
   * Asks for a page within the budget; `work` is what for. A refused token is replaced once. Where a listing's pages are too large, `too_large` is answered,
   * and smaller ones are asked for from then on: a page that a cursor names keeps its size, so the listing begins again. A request by ids asks for
   * fewer. Throws a Fault when there is no answer.
   */
  async get(url: string, work: Work, signal: AbortSignal): Promise<Answer> {
    const sized = this.pageSizes.apply(url)
    try {
      const first = await this.attempt(sized, work, signal)
      const answer =
        first.type === 'refused' && first.error.kind === 'unauthorized' ? await this.attempt(sized, work, signal) : first
      if (answer.type === 'page') this.pageSizes.read(url, answer.link === undefined)
      return answer
    } catch (error) {
      if (!(error instanceof AnswerBeyondLimit)) throw error
      this.metrics.cut(work, error.limit)
      if (!this.pageSizes.shrink(url, error.limit)) throw error
      return { type: 'refused', error: { kind: 'too_large', status: 200, names: [] } }
    }
  }

  private async attempt(url: string, work: Work, signal: AbortSignal): Promise<Answer> {
    const held = await this.token.get(signal)
    if ('kind' in held) return { type: 'refused', error: held }
    const answer = await this.budget.spend(() => this.send(url, work, held.token, signal), rateReading, signal, paceOf(work))
    if (answer.status === 401) this.token.discard(held.token)
    else if (answer.status === 200 || answer.status === 403) this.token.accepted(held.token)
    if (answer.status === 200)
      return { type: 'page', body: answer.body, link: answer.headers['link'], requestedAt: answer.requestedAt }
    return { type: 'refused', error: readListError(answer.status, answer.body.toString('utf8')) }
  }

  private async send(url: string, work: Work, token: string, signal: AbortSignal): Promise<Received> {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
    const answer = await receive(url, { headers, signal, limits: this.limits })
    this.allowed = readRateLimit(answer.headers).limit ?? this.allowed
    const date = dateOf(answer.headers)
    this.metrics.requested(work, answer.status)
    this.skew = date === undefined ? 0 : skewOf(msOf(date), msOf(answer.requestedAt), Date.now())
    return answer
  }
}

/** Looks for changes are what freshness hangs on without webhooks; everything else is spread over the window. */
function paceOf(work: Work): Pace {
  return work === 'window' ? 'at once' : 'evenly'
}

/** How far Harvest's clock lies outside the request's own span; its Date header cuts off up to a second. Milliseconds. */
function skewOf(dateMs: number, requestedMs: number, receivedMs: number): number {
  if (dateMs > receivedMs) return dateMs - receivedMs
  return Math.min(0, dateMs + 999 - requestedMs)
}
