import { describe, expect, it } from '@jest/globals'
import { hastenedQuery, hastenedRules } from './hastened-rules.js'

describe('rules for a world in which time goes faster', () => {
  it.each([
    ['rate(a_total{outcome=~"b|c"}[5m]) > 0.05', 'rate(a_total{outcome=~"b|c"}[5s]) > 0.05'],
    ['a > 3 * b + 300 unless c == 1', 'a > 3 * b + 5 unless c == 1'],
    ['a >= sum(a offset 10m) and a > 120', 'a >= sum(a offset 10s) and a > 2'],
    ['increase(a[1m]) > 50', 'increase(a[2s]) > 50'],
  ])('%s', (query, hastened) => expect(hastenedQuery(query, 60)).toBe(hastened))

  it('wait that much less before they fire', () => {
    const all = [...hastenedRules(60).values()].join('\n')
    expect(all).toContain('for: 15s')
    expect(all).not.toMatch(/for: \d+[mh]/)
  })
})
