import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { resources, resourcesKept, withheldParts } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { withheldBy } from '@trellis/pipeline'
import { readProgress, setLeaveOut } from '@trellis/runtime'
import { listingsOf } from './harvest/listings.js'
import { NO_RECORDS, polling, type Polling } from './testing/polling.js'

const LEFT_OUT = withheldParts(withheldBy(['demographics', 'pay'])).collections

describe('P1 a poller', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  const turnOff = (...leaveOut: readonly string[]) => setLeaveOut(world.ops.pool, 'acme', leaveOut)
  const isDone = async (names: readonly string[]): Promise<boolean> => {
    const listings = resources.flatMap(listingsOf).filter(({ of }) => names.includes(of.name))
    return (await readProgress(world.ops.pool, 'acme', listings)).every(({ isBackfillDone }) => isBackfillDone)
  }
  const waiting = async (): Promise<readonly unknown[]> => {
    const { rows } = await world.ops.pool.query<object>(
      `select resource from ops.due_read where resource = any($1) union all select resource from ops.suspect where resource = any($1)
       union all select resource from ops.absence_hold where resource = any($1)`,
      [LEFT_OUT.map(({ name }) => name)],
    )
    return rows
  }

  it('asks in no way for a collection that is left out, and for it once it is not', async () => {
    await turnOff('demographics', 'pay')
    await world.given.due('demographic_answers', 3)
    await world.given.due('eeoc', ['7'], { of: 'applications' })
    await world.given.listed('eeoc', 2)
    await world.given.suspects('eeoc', 2)
    await world.given.hold('eeoc', { sinceUs: '0', suspects: '2', alive: '2' })
    await world.given.audit(['eeoc', 'sources'])
    const poller = await world.start(() => NO_RECORDS)
    const kept = resourcesKept(withheldBy(['demographics', 'pay'])).map(({ name }) => name)
    const audited = async (): Promise<boolean> =>
      (await world.ops.pool.query(`select 1 from ops.audit where state = 'done'`)).rowCount === 1
    await until(async () => (await isDone(kept)) && (await waiting()).length === 0 && (await audited()), {
      what: 'all others to be listed, and the audit to end',
    })
    const asked = LEFT_OUT.filter(({ harvest }) => poller.asked(`/v3/${harvest.path}?`) > 0)
    expect(asked.map(({ name }) => name)).toEqual([])
    const { rows } = await world.ops.pool.query(`select refused from ops.audit_listing where resource = 'eeoc'`)
    expect(rows).toEqual([{ refused: 'left out by a privacy switch' }])
    await turnOff('pay')
    await until(() => isDone(['eeoc', 'demographic_answers']), { what: 'the collections that may be asked for now' })
    expect(poller.asked('/v3/pay_input_ranges?')).toBe(0)
  })

  it('asks nothing at all of a connection whose switches it cannot read', async () => {
    await world.ops.pool.query(`update ops.connection set removed_at = now()`)
    const poller = await world.start(() => NO_RECORDS)
    const rounds = async (): Promise<number> =>
      Number(
        (await world.ops.pool.query<{ fence: string }>(`select fence from ops.lease where name like '%/acme'`)).rows[0]?.fence,
      )
    await until(async () => (await rounds()) >= 3, { what: 'the poller to have tried again' })
    expect(poller.server.asked).toEqual([])
    await world.ops.pool.query(`update ops.connection set removed_at = null`)
    await until(() => poller.asked('/v3/offers?') > 0, { what: 'the poller to begin' })
  })
})
