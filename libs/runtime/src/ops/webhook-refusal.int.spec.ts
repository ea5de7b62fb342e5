import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { instantOfMs } from '@trellis/pipeline'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { noteAtEndpoints, readEndpoints } from './webhook-endpoint.js'
import {
  addRefusalExamples,
  addRefusals,
  forgetRefusals,
  KEPT_EXAMPLES,
  readRefusalExamples,
  readRefusals,
  type RefusalCount,
} from './webhook-refusal.js'

const NOW_US = Date.now() * 1_000
const DAY_US = 86_400_000_000

function refusals(changed: Partial<RefusalCount> = {}): RefusalCount {
  const at = { hourUs: NOW_US, firstUs: NOW_US + 10, lastUs: NOW_US + 20 }
  return { connection: 'acme', endpoint: '', cause: 'unauthorized', refusals: 2, ...at, ...changed }
}
const example = (atUs: number) => ({ atUs, endpoint: '', bytes: 7, sender: '203.0.113.0/24' })

describe('what is kept of URLs and refusals', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterEach(() => ops.pool.query('truncate ops.webhook_refusal, ops.webhook_refusal_example, ops.webhook_endpoint'))
  afterAll(() => ops.drop())

  it('adds up by cause, URL and hour, whichever process counted', async () => {
    await addRefusals(ops.pool, [
      refusals(),
      refusals({ refusals: 3, firstUs: NOW_US + 5 }),
      refusals({ endpoint: 'job_created' }),
    ])
    await addRefusals(ops.pool, [refusals({ refusals: 5, lastUs: NOW_US + 90 }), refusals({ connection: 'globex' })])
    expect(await readRefusals(ops.pool, 'acme')).toEqual([
      refusals({ refusals: 10, firstUs: NOW_US + 5, lastUs: NOW_US + 90 }),
      refusals({ endpoint: 'job_created' }),
    ])
  })

  it('keeps the newest examples of each cause, in one row', async () => {
    const from = (first: number) => Array.from({ length: 15 }, (_, nth) => example(NOW_US + first + nth))
    await addRefusalExamples(ops.pool, [{ connection: 'acme', cause: 'limited', examples: from(15) }])
    await addRefusalExamples(ops.pool, [
      { connection: 'acme', cause: 'limited', examples: from(0) },
      { connection: 'acme', cause: 'busy', examples: [example(NOW_US)] },
    ])
    const kept = await readRefusalExamples(ops.pool, 'acme')
    expect(kept.map(({ cause, examples }) => [cause, examples.length])).toEqual([
      ['limited', KEPT_EXAMPLES],
      ['busy', 1],
    ])
    expect(kept[0]?.examples.map(({ atUs }) => atUs - NOW_US)).toEqual(Array.from({ length: 20 }, (_, nth) => 29 - nth))
  })

  it('forgets both after a week', async () => {
    const old = NOW_US - 8 * DAY_US
    await addRefusals(ops.pool, [refusals({ hourUs: old, firstUs: old, lastUs: old }), refusals()])
    await addRefusalExamples(ops.pool, [
      { connection: 'acme', cause: 'limited', examples: [example(old)] },
      { connection: 'acme', cause: 'busy', examples: [example(NOW_US)] },
    ])
    await forgetRefusals(ops.pool)
    const { rows } = await ops.pool.query(
      `select (select count(*)::int from ops.webhook_refusal) as counts, array(select cause from ops.webhook_refusal_example) as causes`,
    )
    expect(rows).toEqual([{ counts: 1, causes: ['busy'] }])
  })

  it('remembers of each URL the last ping, the last arrival, and how many were of another event', async () => {
    const at = (ms: number) => instantOfMs(1_800_000_000_000 + ms)
    const came = { connection: 'acme', endpoint: 'job_created' }
    await noteAtEndpoints(ops.pool, [{ ...came, at: at(5), what: 'ping', times: 4 }])
    await noteAtEndpoints(ops.pool, [
      { ...came, at: at(3), what: 'signed ping' },
      { ...came, at: at(8), what: 'event' },
      { ...came, at: at(7), what: 'other event' },
      { connection: 'acme', endpoint: undefined, at: at(1), what: 'event' },
    ])
    const iso = (ms: number): string => new Date(1_800_000_000_000 + ms).toISOString()
    const never = { pingedAt: null, signedPingAt: null, pings: 0, differing: 0 }
    expect(await readEndpoints(ops.pool, 'acme')).toEqual([
      { event: null, ...never, arrivedAt: iso(1), arrivals: 1 },
      {
        ...{ event: 'job_created', pingedAt: iso(5), signedPingAt: iso(3), arrivedAt: iso(8) },
        ...{ pings: 5, arrivals: 2, differing: 1 },
      },
    ])
  })
})
