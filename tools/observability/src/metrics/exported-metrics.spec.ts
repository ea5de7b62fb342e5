import { describe, expect, it } from '@jest/globals'
import { exportedBy, metricsIn, SERVICES } from './exported-metrics.js'

/** Prometheus' base units, and what is counted. A name that was published before there was this list stays. */
const UNITS = /_(?:seconds|bytes|ratio|total|records|messages|connections|attempts|requests)$/
const WITHOUT_UNIT = [
  ...['trellis_connections_unopened', 'trellis_consumer_joined', 'trellis_consumer_lag', 'trellis_due_reads'],
  ...['trellis_harvest_credentials_refused', 'trellis_listing_permission_missing', 'trellis_poller_lease_held'],
  ...['trellis_postgres_waiting', 'trellis_suspects', 'trellis_suspects_held', 'trellis_webhook_refusing'],
]

/** Labels whose values are names of ours or of connections, or are bounded in number where they are set. */
const BOUNDED = [
  ...['action', 'code', 'column', 'connection', 'limit', 'listing', 'name', 'outcome', 'partition', 'reason'],
  ...['resource', 'state', 'status', 'task', 'topic', 'where', 'work'],
]

const all = SERVICES.flatMap((service) => exportedBy(service).map((metric) => ({ service, ...metric })))

describe('the figures of the services', () => {
  it('are found in every form in which they are registered', () => {
    const source = `
      const listing = ['connection', 'listing'] as const
      a.counter('trellis_a_total', 'Said so.', ['topic', 'reason'])
      b = metrics.gauge(
        'trellis_b',
        "It's.",
        listing,
      )
      histogram: metrics.histogram('trellis_c_seconds', 'How long.', [], [1, 2]), metrics.gauge('trellis_d', 'D.')`
    expect(metricsIn(source)).toEqual([
      { name: 'trellis_a_total', type: 'counter', help: 'Said so.', labels: ['topic', 'reason'] },
      { name: 'trellis_b', type: 'gauge', help: "It's.", labels: ['connection', 'listing'] },
      { name: 'trellis_c_seconds', type: 'histogram', help: 'How long.', labels: [] },
      { name: 'trellis_d', type: 'gauge', help: 'D.', labels: [] },
    ])
  })

  it('have their unit in their name, counters the ending _total', () => {
    expect(all.filter(({ name }) => !UNITS.test(name) && !WITHOUT_UNIT.includes(name))).toEqual([])
    expect(all.filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))).toEqual([])
  })

  it('have labels of bounded number alone', () => {
    expect(all.filter(({ labels }) => labels.some((label) => !BOUNDED.includes(label)))).toEqual([])
  })

  it('are the same wherever a name occurs', () => {
    const first = new Map(all.map((metric) => [metric.name, metric]))
    const others = all.map(({ name, type, help, labels }) => ({ name, type, help, labels }))
    expect(others.filter(({ name, help }) => first.get(name)?.help !== help)).toEqual([])
  })
})
