import { Inject, Injectable } from '@nestjs/common'
import {
  addConsoleAccount,
  consoleAccountOf,
  noteConsoleSignIn,
  POOL,
  recordAct,
  takeFirstAdminToken,
  transact,
  type ConsoleAccount,
  type Pool,
} from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'
import { hashPassword, isPassword } from './passwords.js'
import type { FirstAdminBody, SignInBody } from './session.dto.js'
import { Throttle } from './throttle.js'

/** Every failure of an exit code that is not 0. */
const REFUSED = 1

/** The ways to sign in, as the audit log has them. */
const BY_PASSWORD = 'POST /api/session'
const BY_PROVIDER = 'GET /api/sign-in/oidc/callback'

/** Signing in and out. `from` is the caller's address. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  /** The account of an address and its password. Throws a ConsoleError, the same whether one of the two is wrong or there is no account. */
  async check({ email, password }: SignInBody, from: string): Promise<ConsoleAccount> {
    await this.throttle.count(from, email)
    const found = await consoleAccountOf(this.pool, email)
    const isRight = await isPassword(found?.passwordHash, password)
    const isWelcome = isRight && found?.account.disabledAt === null
    await this.record(BY_PASSWORD, found?.account, from, isWelcome)
    if (!found || !isWelcome) throw new ConsoleError('sign-in-refused')
    await this.throttle.clear(email)
    return found.account
  }

  /** The account of an e-mail address that the company's provider vouches for. Throws a ConsoleError where there is none, or it is disabled. */
  async vouchedFor(email: string, from: string): Promise<ConsoleAccount> {
    const account = (await consoleAccountOf(this.pool, email))?.account
    const isWelcome = account?.disabledAt === null
    await this.record(BY_PROVIDER, account, from, isWelcome)
    if (!account || !isWelcome) throw new ConsoleError('single-sign-on-unknown')
    return account
  }

  /** Makes an admin with the one-time token, which is used up by it. Throws a ConsoleError where the token is not the one. */
  async makeFirstAdmin({ token, name, email, password }: FirstAdminBody, from: string): Promise<ConsoleAccount> {
    await this.throttle.count(from)
    const passwordHash = await hashPassword(password)
    return transact(this.pool, async (client) => {
      if (!(await takeFirstAdminToken(client, token))) throw new ConsoleError('token-refused')
      const account = await addConsoleAccount(client, { email, name, passwordHash, role: 'admin', rights: [] })
      if (!account) throw new ConsoleError('email-taken')
      await noteConsoleSignIn(client, account.id)
      await recordAct(client, { who: account.email, what: 'POST /api/first-admin', arguments: { account: account.id, from } })
      return account
    })
  }

  /** Records that a person signs out. */
  async signOut(person: ConsoleAccount, from: string): Promise<void> {
    await transact(this.pool, (client) =>
      recordAct(client, { who: person.email, what: 'DELETE /api/session', arguments: { account: person.id, from } }),
    )
  }

  /** What is typed in for an address that is no account's may be anything, also a password: it is not kept. The work is the same. */
  private async record(what: string, account: ConsoleAccount | undefined, from: string, isWelcome: boolean): Promise<void> {
    await transact(this.pool, async (client) => {
      const given = { ...(account && { account: account.id }), from }
      const act = { who: account?.email ?? 'unknown', what, arguments: given }
      await recordAct(client, act, isWelcome ? 0 : REFUSED)
      if (account && isWelcome) await noteConsoleSignIn(client, account.id)
    })
  }
}
