import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scratchDir, startKafka, until, type RunningKafka } from '@trellis/local'
import { consuming, say, textsOf, type Consuming } from '../testing/consuming.js'
import { ownLog, ownSettings, textMessage } from '../testing/own-topics.js'
import type { EventLog } from '../log/event-log.js'
import type { KafkaSettings } from '../client/kafka-settings.js'

/** A broker of its own: it is killed here, and others need theirs. */
describe('while Kafka is away', () => {
  const DEADLINE_MS = 1_500
  let dir: string
  let kafka: RunningKafka
  let settings: KafkaSettings
  let log: EventLog
  let reading: Consuming
  const seen: string[] = []

  beforeAll(async () => {
    dir = await scratchDir('outage')
    kafka = await startKafka({ dir })
    settings = ownSettings(kafka.brokers)
    log = await ownLog(settings, { t: 1 }, { deadlineMs: DEADLINE_MS })
    reading = await consuming(settings, 't', 'readers', (batch) => void seen.push(...textsOf(batch)))
  })
  afterAll(async () => {
    await reading.close()
    await log.close()
    await kafka.stop()
    await rm(dir, { recursive: true, force: true })
  })

  it('appends are rejected by their deadline, and succeed again once a killed broker is back; the reader goes on too', async () => {
    await until(() => say(log, 't', 'before').then(() => true), { what: 'an append before the outage' })
    await until(() => seen.includes('before'), { what: 'the first record' })
    await kafka.kill()
    const results = await Promise.allSettled([
      log.append('t', [textMessage('k', 'lost')]),
      log.append('t', [textMessage('k', 'lost too')]),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await log.isReachable()).toBe(false)
    kafka = await startKafka({ dir })
    await until(() => say(log, 't', 'after').then(() => true), { what: 'an append after the restart' })
    await until(() => seen.includes('after'), { what: 'the reader to go on' })
    expect(reading.fatal).toEqual([])
    expect(() => reading.consumer.checkReady()).not.toThrow()
  })

  it('a broker that hangs is like one that is gone', async () => {
    process.kill(kafka.pid, 'SIGSTOP')
    await until(() => isStopped(kafka.pid), { what: 'the broker to stand still' })
    try {
      await expect(log.append('t', [textMessage('k', 'unanswered')])).rejects.toMatchObject({ name: 'Fault', retryable: true })
    } finally {
      process.kill(kafka.pid, 'SIGCONT')
    }
    await until(() => say(log, 't', 'awake').then(() => true), { what: 'an append after the pause' })
    await until(() => seen.includes('awake'), { what: 'the reader to go on' })
  })
})

/** The signal reaches each of the broker's threads when its turn comes. */
function isStopped(pid: number): boolean {
  return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T')
}
