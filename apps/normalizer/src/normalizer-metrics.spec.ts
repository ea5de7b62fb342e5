import { describe, expect, it } from '@jest/globals'
import type { Problem, ProblemCode } from '@trellis/pipeline'
import { Metrics } from '@trellis/runtime'
import { NormalizerMetrics } from './normalizer-metrics.js'

describe('the normalizer’s counters', () => {
  it('keep a bounded number of names, however many bodies invent', async () => {
    const metrics = new Metrics()
    const counters = new NormalizerMetrics(metrics)
    const none = new Map<string, number>()
    const unknown = new Map(Array.from({ length: 3_000 }, (_, index) => [`offers.name_${index}`, 1]))
    for (const _ of [1, 2])
      counters.count({ messages: new Map(), problems: [], unknown, replaced: none, ignored: none, withheld: [] })
    const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('trellis_normalizer_unknown_names_total{'))
    expect([lines.length, lines.filter((line) => line.includes('"other"'))]).toEqual([
      1_001,
      ['trellis_normalizer_unknown_names_total{name="other"} 4000'],
    ])
  })

  it('name the actions that no resource claims, where the action is a name', async () => {
    const metrics = new Metrics()
    const none = new Map<string, number>()
    const problem = (code: ProblemCode, action: string): Problem => ({
      code,
      connection: 'acme',
      cause: { rawId: '0'.repeat(24), kind: 'webhook', action },
    })
    const problems = [
      problem('unknown_action', 'candidate_promoted'),
      problem('unknown_action', 'Mirel, mirel@example.com'),
      problem('no_key', 'offer_updated'),
    ]
    new NormalizerMetrics(metrics).count({
      messages: new Map(),
      problems,
      unknown: none,
      replaced: none,
      ignored: none,
      withheld: [],
    })
    const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('trellis_normalizer_unclaimed_total{'))
    expect(lines).toEqual([
      'trellis_normalizer_unclaimed_total{action="candidate_promoted"} 1',
      'trellis_normalizer_unclaimed_total{action="?"} 1',
    ])
  })
})
