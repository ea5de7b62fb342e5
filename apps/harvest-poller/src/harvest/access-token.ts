import { believedWaitMs, dateOf, readRateLimit, readToken, tokenRequest, type HarvestError } from '@trellis/greenhouse'
import { msOf } from '@trellis/pipeline'
import { Fault, receive, TOKEN_LIMITS } from '@trellis/runtime'

/** Whose token, and where it is given. */
export interface TokenAccount {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly userId?: string
}

/** A token that may be used, or why there is none. */
export type TokenAnswer = { readonly token: string } | HarvestError

interface HeldToken {
  readonly token: string
  /** Like all instants here by a clock that never goes back, and that only this object uses. */
  readonly renewAtMs: number
  isAccepted: boolean
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const REFUSED: HarvestError = { kind: 'unauthorized', status: 401, names: [] }

/**
 * The one token of a credential, shared by all its requests (rule L7): asked for once, however many need it. So is the endpoint's refusal: it is asked
 * again after a pause that grows, and callers that need a token meanwhile are given the same answer.
 */
export class AccessToken {
  private held: HeldToken | undefined
  private asking: Promise<TokenAnswer> | undefined
  private failed: { readonly outcome: HarvestError | Fault; readonly attempts: number; readonly untilMs: number } | undefined
  /** Tokens in a row that were refused although they were new. */
  private rejected = 0

  constructor(
    private readonly account: TokenAccount,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Milliseconds for which the endpoint is not asked, where a token is needed; for gauges. */
  get waitMs(): number {
    return this.held ? 0 : Math.max(0, (this.failed?.untilMs ?? 0) - this.now())
  }

  /** The token, renewed before it expires. Throws a Fault when the token endpoint does not answer, or asks to wait. */
  async get(signal: AbortSignal): Promise<TokenAnswer> {
    const now = this.now()
    if (this.held && now < this.held.renewAtMs) return this.held
    if (this.failed && now < this.failed.untilMs) return this.held ?? given(this.failed.outcome)
    this.asking ??= this.ask(signal).finally(() => {
      this.asking = undefined
    })
    return this.asking
  }

  /** Forgets a token that was refused; one that replaced it meanwhile stays. Where new ones are refused again and again, the next has to wait. */
  discard(refused: string): void {
    if (this.held?.token !== refused) return
    this.rejected = this.held.isAccepted ? 0 : this.rejected + 1
    this.held = undefined
    if (this.rejected > 1) this.fail(REFUSED, this.rejected - 1, pauseMs(this.rejected - 1))
  }

  /** A listing has answered to this token. */
  accepted(token: string): void {
    if (this.held?.token !== token) return
    this.held.isAccepted = true
    this.rejected = 0
  }

  private async ask(signal: AbortSignal): Promise<TokenAnswer> {
    const attempts = (this.failed?.attempts ?? 0) + 1
    try {
      const answer = await this.request(signal)
      if ('held' in answer) {
        this.failed = undefined
        return (this.held = answer.held)
      }
      this.fail(answer.outcome, attempts, answer.waitMs?.(attempts) ?? pauseMs(attempts))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.fail(error, attempts, pauseMs(attempts))
    }
    // The token before is good as long as a listing takes it.
    return this.held ?? given(this.failed?.outcome ?? REFUSED)
  }

  private async request(signal: AbortSignal): Promise<AskedToken> {
    const { url, method, headers, body } = tokenRequest(this.account.tokenUrl, this.account)
    const answer = await receive(url, { method, headers, body, signal, limits: TOKEN_LIMITS })
    const now = this.now()
    // An expiry is stated by the endpoint's clock, which need not be ours.
    const theirNow = dateOf(answer.headers) ?? answer.requestedAt
    const read = readToken(answer.status, answer.body.toString('utf8'), theirNow)
    if (!('kind' in read)) {
      const renewAtMs = now + usedForMs(msOf(read.expiresAt) - msOf(theirNow))
      return { held: { token: read.token, renewAtMs, isAccepted: false } }
    }
    // The endpoint counts its requests apart from the listings, so their budget knows nothing of it.
    if (read.kind === 'rate_limited') {
      const { retryAfterMs } = readRateLimit(answer.headers)
      const outcome = new Fault('the token endpoint asks to wait', { retryable: true })
      return { outcome, waitMs: (attempts) => believedWaitMs(retryAfterMs, attempts) }
    }
    // Only a listing's 403 speaks of a permission.
    return { outcome: read.kind === 'forbidden' ? { ...read, kind: 'unauthorized' } : read }
  }

  private fail(outcome: HarvestError | Fault, attempts: number, forMs: number): void {
    this.failed = { outcome, attempts, untilMs: this.now() + forMs }
  }
}

type AskedToken =
  { readonly held: HeldToken } | { readonly outcome: HarvestError | Fault; readonly waitMs?: (attempts: number) => number }

/**
 * A token is renewed a minute before it expires. One whose life is shorter than that, or over already, was stated by a clock that is wrong, or is not worth
 * keeping ahead of: it is used until a listing refuses it.
 */
function usedForMs(lifeMs: number): number {
  return lifeMs < MINUTE_MS ? HOUR_MS : lifeMs - Math.min(MINUTE_MS, lifeMs / 2)
}

/** 1 s, doubled up to a minute. */
function pauseMs(attempts: number): number {
  return Math.min(MINUTE_MS, 1_000 * 2 ** Math.min(attempts - 1, 10))
}

function given(outcome: HarvestError | Fault): HarvestError {
  if (outcome instanceof Fault) throw outcome
  return outcome
}
