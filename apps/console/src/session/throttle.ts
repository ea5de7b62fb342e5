import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { POOL, type Pool } from '@trellis/runtime'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { ConsoleError } from '../problem/console-error.js'

/** Attempts within the time; the count is of failures, as success takes the account's back. */
const SECONDS = 900
const BY_ACCOUNT = 10
const BY_ADDRESS = 60

/** How often sign-in may be tried, by account and by address. Keys are hashes: the table has no e-mail address. */
@Injectable()
export class Throttle {
  private readonly byAccount: RateLimiterPostgres
  private readonly byAddress: RateLimiterPostgres

  constructor(@Inject(POOL) pool: Pool) {
    const limiter = (keyPrefix: string, points: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        schemaName: 'ops',
        tableName: 'console_throttle',
        tableCreated: true,
        keyPrefix,
        points,
        duration: SECONDS,
      })
    this.byAccount = limiter('account', BY_ACCOUNT)
    this.byAddress = limiter('address', BY_ADDRESS)
  }

  /** Counts an attempt before it is looked at. Throws a ConsoleError where there were too many. */
  async count(address: string, email?: string): Promise<void> {
    try {
      await this.byAddress.consume(hashOf(address))
      if (email !== undefined) await this.byAccount.consume(hashOf(email))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw new ConsoleError('too-many-attempts', { retryAfterSeconds: Math.ceil(refused.msBeforeNext / 1000) })
    }
  }

  /** Takes the attempts on an account back: it was signed in with. */
  async clear(email: string): Promise<void> {
    await this.byAccount.delete(hashOf(email))
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text.toLowerCase()).digest('base64url')
}
