import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createPool, readAuditLog, requestSweep, transact, type Act, type RecordedAct } from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { noteAct, recordAct } from './record-act.js'

const actOf = (what: string): Act => ({ who: 'ada', what, arguments: { connection: 'acme' } })

describe('an act', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    await givenIn(ops).progress('offers')
  })
  afterAll(() => ops.drop())

  const entryOf = async (what: string): Promise<RecordedAct | undefined> =>
    (await readAuditLog(ops.pool, { limit: 100 })).find((act) => act.what === what)
  const isRequested = async (): Promise<boolean> =>
    (await ops.pool.query('select 1 from ops.listing_progress where sweep_requested')).rowCount === 1

  it('of a transaction is kept with what it changes, or neither is', async () => {
    const failing = transact(ops.pool, async (client) => {
      await noteAct(client, actOf('lost'))
      await requestSweep(client, 'acme', ['offers'])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect([await entryOf('lost'), await isRequested()]).toEqual([undefined, false])
    await transact(ops.pool, async (client) => {
      await noteAct(client, actOf('kept'))
      await requestSweep(client, 'acme', ['offers'])
    })
    expect(await entryOf('kept')).toMatchObject({ ...actOf('kept'), outcome: 'done', exitCode: 0 })
    expect(await isRequested()).toBe(true)
  })

  it('that takes long is known from its beginning, and how it ended once it has', async () => {
    const seen = await recordAct(ops.pool, actOf('long'), async () => (await entryOf('long'))?.outcome)
    expect([seen, (await entryOf('long'))?.outcome]).toEqual(['begun', 'done'])
    const failing = recordAct(ops.pool, actOf('broken'), async () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await entryOf('broken')).toMatchObject({ outcome: 'failed', exitCode: 1 })
  })

  it('is not begun where it cannot be recorded', async () => {
    let isDone = false
    const work = async (): Promise<void> => void (isDone = true)
    const away = createPool('postgres://user@127.0.0.1:1/none', { max: 1, applicationName: 'spec' })
    await expect(recordAct(away, actOf('unknown'), work)).rejects.toThrow('ECONNREFUSED')
    await away.end()
    expect(isDone).toBe(false)
  })
})
