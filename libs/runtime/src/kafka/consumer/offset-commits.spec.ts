import { describe, expect, it } from '@jest/globals'
import type { Offsets } from 'kafkajs'
import { createLogger } from '../../telemetry/logger.js'
import { OffsetCommits } from './offset-commits.js'

const silent = createLogger('spec', 'silent')
const always = (): boolean => true

/** Remembers what it was asked, and answers when the spec says so. */
class Broker {
  readonly asked: Offsets['topics'][] = []
  private readonly answers: ((error?: Error) => void)[] = []

  readonly commit = (offsets?: Offsets): Promise<void> => {
    this.asked.push(offsets?.topics ?? [])
    return new Promise((resolve, reject) => this.answers.push((error) => (error ? reject(error) : resolve())))
  }

  async wasAsked(times: number): Promise<void> {
    while (this.asked.length < times) await new Promise((resolve) => setImmediate(resolve))
  }

  answer(request: number, error?: Error): void {
    this.answers[request]?.(error)
  }
}

describe('committing offsets', () => {
  it('commits all partitions in one request, of each as far as it was handled by then', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    commits.add(broker.commit, { topic: 'a', partition: 1, next: 5n }, always)
    commits.add(broker.commit, { topic: 'b', partition: 0, next: 7n }, always)
    commits.add(broker.commit, { topic: 'a', partition: 0, next: 9n }, always)
    commits.add(broker.commit, { topic: 'a', partition: 1, next: 6n }, always)
    await broker.wasAsked(1)
    expect(broker.asked).toEqual([
      [
        {
          topic: 'a',
          partitions: [
            { partition: 1, offset: '6' },
            { partition: 0, offset: '9' },
          ],
        },
        { topic: 'b', partitions: [{ partition: 0, offset: '7' }] },
      ],
    ])
    broker.answer(0)
    await commits.flush()
  })

  it('commits with a flush what waits, and what came while a request was under way', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    commits.add(broker.commit, { topic: 'a', partition: 0, next: 1n }, always)
    const flushed = commits.flush()
    await broker.wasAsked(1)
    commits.add(broker.commit, { topic: 'a', partition: 1, next: 2n }, always)
    broker.answer(0)
    await broker.wasAsked(2)
    broker.answer(1)
    await flushed
    expect(broker.asked[1]).toEqual([{ topic: 'a', partitions: [{ partition: 1, offset: '2' }] }])
  })

  it('goes on after a request that failed', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    commits.add(broker.commit, { topic: 'a', partition: 0, next: 1n }, always)
    await broker.wasAsked(1)
    broker.answer(0, new Error('REBALANCE_IN_PROGRESS'))
    await commits.flush()
    commits.add(broker.commit, { topic: 'a', partition: 0, next: 2n }, always)
    await broker.wasAsked(2)
    broker.answer(1)
    await commits.flush()
    expect(broker.asked[1]).toEqual([{ topic: 'a', partitions: [{ partition: 0, offset: '2' }] }])
  })

  it('leaves out what was handled before the group was joined again', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    let isCurrent = true
    commits.add(broker.commit, { topic: 'a', partition: 1, next: 1n }, () => isCurrent)
    commits.add(broker.commit, { topic: 'a', partition: 2, next: 1n }, always)
    isCurrent = false
    await broker.wasAsked(1)
    broker.answer(0)
    await commits.flush()
    expect(broker.asked).toEqual([[{ topic: 'a', partitions: [{ partition: 2, offset: '1' }] }]])
  })

  it('uses the newest way to commit: the one before may have ended', async () => {
    const [before, now] = [new Broker(), new Broker()]
    const commits = new OffsetCommits(silent)
    commits.add(before.commit, { topic: 'a', partition: 0, next: 1n }, always)
    commits.add(now.commit, { topic: 'a', partition: 1, next: 1n }, always)
    await now.wasAsked(1)
    now.answer(0)
    await commits.flush()
    expect([before.asked.length, now.asked.length]).toEqual([0, 1])
  })
})
