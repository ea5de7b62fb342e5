import { describe, expect, it } from '@jest/globals'
import { canonicalTopic, DOMAINS, PROBLEMS_TOPIC, RAW_TOPIC, topics } from './topics.js'

const WEEK_MS = 604_800_000
const raw = topics.find(({ name }) => name === RAW_TOPIC)
const derived = topics.filter(({ name }) => name !== RAW_TOPIC)

describe('the catalogue of topics', () => {
  it('names each topic once: raw, one per domain, problems', () => {
    const expected = [RAW_TOPIC, ...DOMAINS.map(canonicalTopic), PROBLEMS_TOPIC]
    expect(topics.map(({ name }) => name).sort()).toEqual(expected.sort())
  })

  it('G1 keeps raw indefinitely: nothing but a tombstone removes an event', () => {
    expect(raw?.config).toMatchObject({ 'cleanup.policy': 'compact', 'retention.ms': '-1', 'retention.bytes': '-1' })
  })

  it('lets the broker say when a raw event was appended', () => {
    expect(raw?.config).toMatchObject({ 'message.timestamp.type': 'LogAppendTime' })
  })

  it('G2 carries an erasure out within two weeks', () => {
    expect(Number(raw?.config['max.compaction.lag.ms'])).toBeLessThanOrEqual(WEEK_MS)
    expect(Number(raw?.config['segment.ms'])).toBeLessThanOrEqual(WEEK_MS)
  })

  it.each(topics)('G2 lets $name hold 16 MB and never elects a replica that lags', ({ config }) => {
    expect(config).toMatchObject({ 'max.message.bytes': '16777216', 'unclean.leader.election.enable': 'false' })
  })

  it.each(derived)('keeps $name for four weeks', ({ config }) => {
    expect(config).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': String(4 * WEEK_MS) })
  })
})
