import { Inject, Injectable } from '@nestjs/common'
import { handOverOf, makeHandOver, POOL, recordAct, takeHandOver, transact, type HandOver, type Pool } from '@trellis/runtime'
import { PUBLIC_URL } from '../access/public-url.js'
import { ConsoleError } from '../problem/console-error.js'
import { Throttle } from '../session/throttle.js'
import { ConnectionActs } from './connection-acts.js'
import type { Actor } from '../access/person.js'
import type { HandOverAnswer, HandOverCredentialsBody, HandOverLinkAnswer } from './hand-over.dto.js'

/** Links by which a colleague without an account gives the credentials of a connection. */
@Injectable()
export class HandOvers {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(ConnectionActs) private readonly acts: ConnectionActs,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(PUBLIC_URL) private readonly publicUrl: URL,
  ) {}

  /** Makes one; the one before ends. Its token stands behind a #, so that no server on the way sees it. */
  async make(id: string, { who, from }: Actor): Promise<HandOverLinkAnswer> {
    await this.acts.changeable(id)
    const made = await transact(this.pool, async (client) => {
      const what = 'POST /api/connections/:id/hand-over'
      await recordAct(client, { who, what, arguments: { connection: id, from } })
      return makeHandOver(client, id, who)
    })
    return { link: `${new URL('/hand-over', this.publicUrl).href}#${made.token}`, expiresAt: made.expiresAt }
  }

  /** What a link is for. Throws a ConsoleError where it is none, or no longer. */
  async open(token: string, from: string): Promise<HandOverAnswer> {
    const { connection, madeBy, expiresAt } = await this.found(token, from)
    const { name } = await this.acts.one(connection)
    return { connection: name, madeBy, expiresAt }
  }

  /** Gives the credentials; the link is used up where they were taken. */
  async give({ token, ...body }: HandOverCredentialsBody, from: string): Promise<void> {
    const { connection, madeBy } = await this.found(token, from)
    const { version } = await this.acts.one(connection)
    const actor = { who: `a link of ${madeBy}`, from }
    await this.acts.giveCredentials(connection, version, body, actor, 'POST /api/hand-over/credentials', async (client) => {
      if (!(await takeHandOver(client, token))) throw new ConsoleError('link-refused')
    })
  }

  private async found(token: string, from: string): Promise<HandOver> {
    await this.throttle.count(from)
    const found = await handOverOf(this.pool, token)
    if (!found) throw new ConsoleError('link-refused')
    return found
  }
}
