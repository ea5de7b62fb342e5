import { Inject, Injectable } from '@nestjs/common'
import { consoleAccount, POOL, type ConsoleAccount, type Pool } from '@trellis/runtime'
import type { Request } from 'express'
import type { SessionData } from 'express-session'

declare module 'express-session' {
  interface SessionData {
    accountId?: string
    /** The account's at sign-in; the session has ended when the account has another. */
    epoch?: number
    signedInAtMs?: number
  }
}

/** A session ends after so long without use, and after so long at all; milliseconds. */
export const SESSION_IDLE_MS = 3_600_000
const SESSION_MS = 12 * 3_600_000

/** Who a session belongs to. */
@Injectable()
export class Sessions {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** The account that the request's session was begun with, as it is now; undefined where there is none, or the session has ended. */
  async personOf({ session }: Request): Promise<ConsoleAccount | undefined> {
    const { accountId, epoch, signedInAtMs = 0 }: Partial<SessionData> = session
    if (accountId === undefined || Date.now() - signedInAtMs > SESSION_MS) return undefined
    const account = await consoleAccount(this.pool, accountId)
    return account?.disabledAt === null && account.sessionEpoch === epoch ? account : undefined
  }

  /** Begins a session under a new id: one that was planted in a browser before sign-in is of no use. */
  async begin(request: Request, { id, sessionEpoch }: ConsoleAccount): Promise<void> {
    await new Promise<void>((resolve, reject) => request.session.regenerate((error) => settle(error, resolve, reject)))
    Object.assign(request.session, { accountId: id, epoch: sessionEpoch, signedInAtMs: Date.now() })
  }

  /** Forgets the request's session. */
  async end(request: Request): Promise<void> {
    await new Promise<void>((resolve, reject) => request.session.destroy((error) => settle(error, resolve, reject)))
  }
}

function settle(error: unknown, resolve: () => void, reject: (error: Error) => void): void {
  if (error === undefined || error === null) resolve()
  else reject(error instanceof Error ? error : new Error('the session was not kept', { cause: error }))
}
