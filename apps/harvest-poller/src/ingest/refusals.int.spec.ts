import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { instantOfMs } from '@trellis/pipeline'
import { addSuspects, enqueueReads, transact } from '@trellis/runtime'
import type { LocalAnswer } from '../testing/http-server.js'
import { PLENTY, polling, type Polling } from '../testing/polling.js'

const QUIET = { hot: 3_600_000, warm: 3_600_000, settings: 3_600_000 }
// Nothing that was shown before a suspicion stands in its way.
const LAG = { settle: 0, overlap: 1 }
const FORBIDDEN: LocalAnswer = { headers: PLENTY, status: 403, body: { message: 'Forbidden' } }

describe('a listing that is forbidden', () => {
  let world: Polling
  beforeEach(async () => {
    world = await polling(LAG)
  })
  afterEach(() => world.close())

  const query = async <T extends object>(text: string): Promise<readonly T[]> => (await world.ops.pool.query<T>(text)).rows
  const offers = (where: string) => async (): Promise<boolean> =>
    (await query(`select 1 from ops.listing_progress where resource = 'offers' and ${where}`)).length > 0

  it.each(['re-read', 'lookup of a suspect'])(
    'says so in the same words where a %s meets it, and nothing of it is due',
    async (what) => {
      const body = [1, 2].map((id) => ({ id, updated_at: '2026-11-01T10:00:00.000Z' }))
      await world.start((path) => {
        if (!path.startsWith('/v3/offers?')) return { headers: PLENTY, body: [] }
        return path.includes('ids=') ? FORBIDDEN : { headers: PLENTY, body }
      }, QUIET)
      await until(offers('backfill_done'), { what: 'the backfill of offers' })
      const at = instantOfMs(Date.now())
      await transact(world.ops.pool, async (client) => {
        if (what === 're-read') await enqueueReads(client, [{ connection: 'acme', resource: 'offers', key: '1', at }], LAG)
        else await addSuspects(client, 'acme', [{ resource: 'offers', key: '1', why: 'reread', askedAt: at }])
      })
      await until(offers(`permission = 'missing'`), { what: 'the refusal' })
      const written = await query(`select last_error from ops.listing_progress where resource = 'offers'`)
      expect(written).toEqual([{ last_error: 'permission missing: Offers' }])
      expect(await query(`select key from ops.due_read where resource = 'offers'`)).toEqual([])
    },
  )
})
