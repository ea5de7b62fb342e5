import { describe, expect, it } from '@jest/globals'
import { Metrics, type Freshness } from '@trellis/runtime'
import { FreshnessMetrics } from './freshness-metrics.js'

describe('the figures of freshness', () => {
  const listing = {
    freshnessSeconds: 30,
    sweepAgeSeconds: 600,
    sweepSeconds: 20,
    sweep: 'waiting',
    permission: 'granted',
  } as const
  const expected = {
    ...{ requestsPerSecond: 5, windowShare: 0.25, sweepPages: 70, sweepSeconds: 20 },
    freshnessSeconds: { hot: 70, warm: 910, settings: 21_610 },
  }
  const noted: Freshness = {
    listings: [
      { listing: 'offers', ...listing },
      { listing: 'eeoc', ...listing, permission: 'missing' },
    ],
    suspects: [],
    dueReads: { count: 2, oldestSeconds: 5 },
    expected,
  }

  async function shown(clock: { nowMs: number }, later: number): Promise<(name: string) => string | undefined> {
    const metrics = new Metrics()
    new FreshnessMetrics(metrics, () => clock.nowMs).note('acme', noted)
    clock.nowMs += later * 1_000
    const lines = (await metrics.text()).split('\n')
    return (name) => lines.find((line) => line.startsWith(`trellis_${name}{`) && !line.includes('eeoc'))?.split(' ')[1]
  }

  it('go on growing where nothing is noted any more', async () => {
    const of = await shown({ nowMs: 1_000 }, 100)
    expect(['listing_freshness_seconds', 'sweep_age_seconds', 'due_reads_oldest_seconds'].map(of)).toEqual(['130', '700', '105'])
  })

  it('have a target for each listing by its cadence, and how much of the budget windows take', async () => {
    const of = await shown({ nowMs: 0 }, 0)
    expect(['listing_freshness_target_seconds', 'harvest_window_share_ratio'].map(of)).toEqual(['70', '0.25'])
  })

  it('say which listings Harvest refuses', async () => {
    const metrics = new Metrics()
    new FreshnessMetrics(metrics).note('acme', noted)
    expect((await metrics.text()).split('\n').filter((line) => line.startsWith('trellis_listing_permission_missing{'))).toEqual([
      'trellis_listing_permission_missing{connection="acme",listing="offers"} 0',
      'trellis_listing_permission_missing{connection="acme",listing="eeoc"} 1',
    ])
  })
})
