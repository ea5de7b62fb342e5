import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { canonicalTopic, PROBLEMS_TOPIC, RAW_TOPIC, webhookEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { createLogger, EventLog, Metrics, type LogBatch, type LogRecord } from '@trellis/runtime'
import { NormalizerController } from './normalizer.controller.js'
import { everythingKept } from './testing/everything-kept.js'
import { NormalizerMetrics } from './normalizer-metrics.js'

const AT_MS = 1_790_000_000_000
const CANDIDATES = canonicalTopic('candidates')
const PADDING = 'x'.repeat(1_500_000)

/** A webhook about a candidate; a large one carries a field that no column reads. */
function record(partition: number, offset: number, id: string, padding = ''): LogRecord {
  const body = Buffer.from(
    JSON.stringify({ action: 'update_candidate', payload: { candidate: { id: Number(id), title: 'Here' }, padding } }),
  )
  const raw = { id: webhookEventId('acme', id, body), connection: 'acme', kind: 'webhook', at: instantOfMs(AT_MS), body } as const
  const position = { topic: RAW_TOPIC, partition, offset: String(offset) }
  return { message: encodeRaw(raw, `acme/${id}`), position, appendedAtMs: AT_MS }
}

describe('the normalizer, where large bodies stand before small ones', () => {
  let log: EventLog
  const said: string[] = []

  beforeAll(async () => {
    const brokers = process.env['KAFKA_BROKERS']
    if (brokers === undefined) throw new Error('KAFKA_BROKERS is not set: run this spec by `npm test -- <pattern>`')
    const settings = { brokers: brokers.split(','), clientId: 'spec', topicPrefix: `normalizer-${randomUUID()}.` }
    log = await EventLog.connect(settings, createLogger('spec', 'silent'))
    // One partition, so the log shows what was appended first.
    await log.ensureTopics([CANDIDATES, PROBLEMS_TOPIC].map((name) => ({ name, partitions: 1, config: {} })))
    const controller = new NormalizerController(log, new NormalizerMetrics(new Metrics('spec')), everythingKept())
    const rounds = countingRounds()
    await Promise.all(
      [0, 1, 2].map((partition) => {
        const large = [1, 2].map((n) => record(partition, n, `9${partition}${n}`, PADDING))
        const records = [...large, record(partition, 3, `1${partition}`)]
        return controller.normalize({ ...batchOf(partition, records), heartbeat: rounds.note })
      }),
    )
    rounds.end()
    said.push(...rounds.seen)
  })
  afterAll(() => log.close())

  function batchOf(partition: number, records: readonly LogRecord[]): Omit<LogBatch, 'heartbeat'> {
    const next = BigInt(records.length + 1)
    return {
      ...{ topic: RAW_TOPIC, partition, records, fetchedFrom: 1n, nextOffset: next, highWatermark: next },
      ...{ signal: new AbortController().signal, isStale: () => false },
    }
  }

  it('brings the small ones onto the log first, and leaves none out', async () => {
    const keys: string[] = []
    await log.scan(CANDIDATES, (read) => void keys.push(...read.map(({ message }) => message.headers['ce_subject'] ?? '')))
    expect(keys.slice(0, 3).toSorted()).toEqual(['10', '11', '12'])
    expect(keys.slice(3).toSorted()).toEqual(['901', '902', '911', '912', '921', '922'])
  })

  it('sends the group a heartbeat after each large one, and the event loop comes round between any two', () => {
    const heartbeats = said.filter((what) => what === 'heartbeat')
    const unbroken = said.join(' ').split(/(?:round ?)+/)
    expect(heartbeats).toHaveLength(9)
    expect(unbroken.filter((between) => between.trim().split(' ').length > 3)).toEqual([])
  })
})

/** Notes heartbeats, and each time that the event loop has come round in between. */
function countingRounds() {
  const seen: string[] = []
  let isOver = false
  const round = (): void => {
    if (seen.at(-1) !== 'round') seen.push('round')
    if (!isOver) setImmediate(round)
  }
  setImmediate(round)
  return { seen, note: async () => void seen.push('heartbeat'), end: () => void (isOver = true) }
}
