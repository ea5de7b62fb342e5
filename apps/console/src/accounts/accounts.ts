import { Inject, Injectable } from '@nestjs/common'
import {
  addConsoleAccount,
  changeConsoleAccount,
  consoleAccounts,
  lockConsoleAdmins,
  POOL,
  recordAct,
  transact,
  type ConsoleAccount,
  type Pool,
} from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'
import { hashPassword } from '../session/passwords.js'
import type { AccountChangeBody, NewAccountBody } from './accounts.dto.js'

/** The accounts of the console. `by` is the admin who acts, `from` the address. */
@Injectable()
export class Accounts {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  all(): Promise<readonly ConsoleAccount[]> {
    return consoleAccounts(this.pool)
  }

  /** Makes one. Throws a ConsoleError where the e-mail address has one. */
  async add({ password, ...body }: NewAccountBody, by: ConsoleAccount, from: string): Promise<ConsoleAccount> {
    const passwordHash = await hashPassword(password)
    return transact(this.pool, async (client) => {
      const account = await addConsoleAccount(client, { ...body, passwordHash })
      if (!account) throw new ConsoleError('email-taken')
      const { id, email, role, rights } = account
      const given = { account: id, email, role, rights, password: 'given', from }
      await recordAct(client, { who: by.email, what: 'POST /api/accounts', arguments: given })
      return account
    })
  }

  /** Changes one. Throws a ConsoleError where there is none, or it is the last admin and would be none. */
  async change(id: string, body: AccountChangeBody, by: ConsoleAccount, from: string): Promise<ConsoleAccount> {
    const { role, rights, disabled, password } = body
    const passwordHash = password === undefined ? undefined : await hashPassword(password)
    return transact(this.pool, async (client) => {
      const admins = await lockConsoleAdmins(client)
      const isLost = role === 'viewer' || disabled === true
      if (isLost && admins.length === 1 && admins.includes(id)) throw new ConsoleError('last-admin')
      const account = await changeConsoleAccount(client, id, { role, rights, isDisabled: disabled, passwordHash })
      if (!account) throw new ConsoleError('not-found')
      const given = {
        account: id,
        ...(role !== undefined && { role }),
        ...(rights !== undefined && { rights }),
        ...(disabled !== undefined && { disabled }),
        ...(password !== undefined && { password: 'given' }),
        from,
      }
      await recordAct(client, { who: by.email, what: 'PATCH /api/accounts/:id', arguments: given })
      return account
    })
  }
}
