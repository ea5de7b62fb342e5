import { describe, expect, it } from '@jest/globals'
import { labelsIn, metricOf, seriesIn } from './metrics-in-query.js'

describe('the names in a query', () => {
  it.each([
    ['sum by (code) (increase(trellis_a_total{code=~"x|y"}[1h])) > 50', ['trellis_a_total']],
    ['1 - sum(rate(a_bucket{le="10"}[10m])) / sum(rate(a_count[10m]))', ['a_bucket', 'a_count']],
    ['trellis:late:ratio_rate5m > 0.05 or max(b) > 0', ['trellis:late:ratio_rate5m', 'b']],
    ['time() - max by (connection) (c) > 600 unless on (connection) d offset 10m', ['c', 'd']],
    ['absent(e{service="a b"})', ['e']],
  ])('of %s are %j', (query, names) => expect(seriesIn(query)).toEqual(names))

  it('lead to the figure that a histogram is', () => {
    expect(['a_seconds_bucket', 'a_seconds_sum', 'a_total'].map(metricOf)).toEqual(['a_seconds', 'a_seconds', 'a_total'])
  })

  it('are labels where something is selected or grouped', () => {
    expect(labelsIn('sum by (code, topic) (rate(a{service="x", le="10"}[5m])) unless on (connection) b')).toEqual([
      ...['service', 'le', 'code', 'topic', 'connection'],
    ])
  })
})
