import { readRateLimit, readToken, tokenRequest, type HarvestError } from '@trellis/greenhouse'
import { msOf, type Instant } from '@trellis/pipeline'
import { Fault, receive } from '@trellis/runtime'

/** Whose token, and where it is given. */
export interface TokenAccount {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly userId?: string
}

/** A token that may be used, or why there is none. */
export type TokenAnswer = { readonly token: string } | HarvestError

const RENEW_BEFORE_EXPIRY_MS = 60_000
const RETRY_AFTER_MS = 30_000

/** The one token of a credential, shared by all its requests (rule L7): asked for once, however many need it. */
export class AccessToken {
  private held: { readonly token: string; readonly expiresAt: Instant; readonly renewAtMs: number } | undefined
  private asking: Promise<TokenAnswer> | undefined
  private blockedUntilMs = 0

  constructor(private readonly account: TokenAccount) {}

  /** The token, renewed before it expires. Throws a Fault when the token endpoint does not answer, or asks to wait. */
  async get(signal: AbortSignal): Promise<TokenAnswer> {
    if (this.held && Date.now() < this.held.renewAtMs) return this.held
    this.asking ??= this.ask(signal).finally(() => {
      this.asking = undefined
    })
    return this.asking
  }

  /** Forgets a token that was refused; one that replaced it meanwhile stays. */
  discard(refused: string): void {
    if (this.held?.token === refused) this.held = undefined
  }

  private async ask(signal: AbortSignal): Promise<TokenAnswer> {
    if (Date.now() < this.blockedUntilMs) throw new Fault('the token endpoint has asked to wait', { retryable: true })
    const { url, method, headers, body } = tokenRequest(this.account.tokenUrl, this.account)
    const answer = await receive(url, { method, headers, body, signal })
    const read = readToken(answer.status, answer.body.toString('utf8'), answer.requestedAt)
    if ('kind' in read) {
      // The endpoint counts its requests apart from the listings, so their budget knows nothing of it.
      if (read.kind === 'rate_limited') this.wait(readRateLimit(answer.headers).retryAfterMs ?? RETRY_AFTER_MS)
      // Only a listing's 403 speaks of a permission.
      return read.kind === 'forbidden' ? { ...read, kind: 'unauthorized' } : read
    }
    const life = msOf(read.expiresAt) - msOf(answer.requestedAt)
    const renewAtMs = msOf(read.expiresAt) - Math.min(RENEW_BEFORE_EXPIRY_MS, life / 2)
    this.held = { ...read, renewAtMs }
    return read
  }

  private wait(forMs: number): never {
    this.blockedUntilMs = Date.now() + forMs
    throw new Fault('the token endpoint asks to wait', { retryable: true })
  }
}
