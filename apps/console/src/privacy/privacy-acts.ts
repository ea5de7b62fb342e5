import { Inject, Injectable } from '@nestjs/common'
import {
  changeSeenPrivacy,
  leaveOutGiven,
  planPrivacy,
  privacyHeld,
  switchMeanings,
  type HeldByGeneration,
  type PrivacyChange,
} from '@trellis/operations'
import type { PrivacySwitch } from '@trellis/pipeline'
import { POOL, recordAct, transact, withheldCounts, type Pool } from '@trellis/runtime'
import type { Actor } from '../access/person.js'
import { ConnectionActs } from '../connections/connection-acts.js'
import type { PrivacyAnswer, PrivacyPlanAnswer } from './privacy.dto.js'

const CHANGE = 'PUT /api/connections/:id/privacy'

/** The privacy switches of connections: as they are, planned, and changed. Each change is in its transaction's audit log. */
@Injectable()
export class PrivacyActs {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(ConnectionActs) private readonly connections: ConnectionActs,
  ) {}

  /** The switches, and what was left out by them. */
  async read(id: string): Promise<PrivacyAnswer> {
    const connection = await this.connections.one(id)
    const { name, version, leaveOut } = connection
    const isEditable = this.connections.isEditable(connection)
    const withheld = await withheldCounts(this.pool, id)
    return { connection: id, name, isEditable, version, switches: switchMeanings(leaveOut), withheld }
  }

  /** What tables still hold. Of a removed connection that is what a purge is about, so nothing is looked for. */
  async held(id: string): Promise<readonly HeldByGeneration[]> {
    const { removedAt } = await this.connections.one(id)
    return removedAt === null ? privacyHeld(this.pool, id) : []
  }

  /** What a change would mean. */
  async plan(id: string, leaveOut: string): Promise<PrivacyPlanAnswer> {
    const { version } = await this.connections.changeable(id)
    return { version, ...(await planPrivacy(this.pool, id, leaveOutGiven(leaveOut))) }
  }

  /** Does it, and orders what was not asked for to be listed. Throws a ConsoleError where another person was faster. */
  async change(id: string, version: number, leaveOut: readonly PrivacySwitch[], actor: Actor): Promise<PrivacyChange> {
    await this.connections.changeable(id)
    const { who, from } = actor
    const given = leaveOut.join(',') || 'none'
    const change = await transact(this.pool, async (client) => {
      const done = await changeSeenPrivacy(client, id, leaveOutGiven(given), { version, by: who })
      if (done) await recordAct(client, { who, what: CHANGE, arguments: { connection: id, leaveOut: given, from } })
      return done
    })
    if (!change) throw await this.connections.changedMeanwhile(id)
    return change
  }
}
