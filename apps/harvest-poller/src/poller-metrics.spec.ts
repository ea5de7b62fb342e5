import { describe, expect, it } from '@jest/globals'
import { Metrics, type Freshness } from '@trellis/runtime'
import { PollerMetrics } from './poller-metrics.js'

const IDLE = { waitMs: 0, skewMs: 0, remaining: undefined }

describe('one process that polls several connections', () => {
  const freshness = (held: number): Freshness => ({
    listings: [
      {
        listing: 'offers',
        freshnessSeconds: held,
        sweepAgeSeconds: null,
        sweepSeconds: null,
        sweep: 'waiting',
        permission: null,
      },
    ],
    suspects:
      held === 0 ? [] : [{ resource: 'offers', suspects: held, explained: [], held: { suspects: held, alive: 100, sinceMs: 0 } }],
    dueReads: { count: held, oldestSeconds: 0 },
    expected: null,
  })
  const lines = async (metrics: Metrics, name: string): Promise<readonly string[]> =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith(`${name}{`))

  it('shows what is held of each, whichever was looked at last', async () => {
    const metrics = new Metrics()
    const poller = new PollerMetrics(metrics)
    poller.noteFreshness('acme', freshness(25))
    poller.noteFreshness('beta', freshness(0))
    expect(await lines(metrics, 'trellis_suspects_held')).toEqual([
      'trellis_suspects_held{connection="acme",resource="offers"} 25',
    ])
    expect(await lines(metrics, 'trellis_suspects')).toEqual(['trellis_suspects{connection="acme",resource="offers"} 25'])
    expect(await lines(metrics, 'trellis_due_reads')).toHaveLength(2)
  })

  it('shows nothing more of what is not there any more, nor of a connection that it has left', async () => {
    const metrics = new Metrics()
    const poller = new PollerMetrics(metrics)
    const leave = poller.polled('acme', IDLE)
    poller.noteFreshness('acme', freshness(25))
    poller.noteFreshness('acme', freshness(0))
    expect(await lines(metrics, 'trellis_suspects')).toEqual([])
    expect(await lines(metrics, 'trellis_listing_freshness_seconds')).toHaveLength(1)
    leave()
    for (const name of ['trellis_listing_freshness_seconds', 'trellis_due_reads']) expect(await lines(metrics, name)).toEqual([])
  })

  it('says which of them it polls, and when each last moved on while it does', async () => {
    const metrics = new Metrics()
    const poller = new PollerMetrics(metrics)
    poller.pollable(['acme', 'beta'])
    const leave = poller.polled('acme', IDLE)
    poller.leaseIs('acme', 'held')
    poller.movedOn('acme')
    expect(await lines(metrics, 'trellis_poller_lease_held')).toEqual([
      'trellis_poller_lease_held{connection="acme"} 1',
      'trellis_poller_lease_held{connection="beta"} 0',
    ])
    const moved = await lines(metrics, 'trellis_poller_moved_timestamp_seconds')
    expect(moved).toEqual([expect.stringMatching(/^trellis_poller_moved_timestamp_seconds\{connection="acme"\} \d{10}/)])
    leave()
    expect(await lines(metrics, 'trellis_poller_lease_held')).toEqual([
      'trellis_poller_lease_held{connection="acme"} 0',
      'trellis_poller_lease_held{connection="beta"} 0',
    ])
    expect(await lines(metrics, 'trellis_poller_moved_timestamp_seconds')).toEqual([])
  })

  it('sees that its clock differs from the Harvest of one of them, whichever answered last', () => {
    const poller = new PollerMetrics(new Metrics())
    const leave = poller.polled('acme', { ...IDLE, skewMs: -5_000 })
    poller.polled('beta', IDLE)
    expect(() => poller.checkClock()).toThrow('-5000 ms (acme)')
    leave()
    expect(() => poller.checkClock()).not.toThrow()
  })
})
