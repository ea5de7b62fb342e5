import { describe, expect, it } from '@jest/globals'
import type { Offsets } from 'kafkajs'
import { createLogger } from '../telemetry/logger.js'
import { OffsetCommits } from './offset-commits.js'

const silent = createLogger('spec', 'silent')
const always = (): boolean => true

/** Requests that are answered when the spec says so. */
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
  it('tells in one request of what was handled together', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    const done = [
      commits.add(broker.commit, { topic: 'a', partition: 1, next: 5n }, always),
      commits.add(broker.commit, { topic: 'b', partition: 0, next: 7n }, always),
      commits.add(broker.commit, { topic: 'a', partition: 0, next: 9n }, always),
    ]
    await broker.wasAsked(1)
    broker.answer(0)
    await Promise.all(done)
    expect(broker.asked).toEqual([
      [
        {
          topic: 'a',
          partitions: [
            { partition: 1, offset: '5' },
            { partition: 0, offset: '9' },
          ],
        },
        { topic: 'b', partitions: [{ partition: 0, offset: '7' }] },
      ],
    ])
  })

  it('gathers what is handled while a request is under way', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    const first = commits.add(broker.commit, { topic: 'a', partition: 0, next: 1n }, always)
    await broker.wasAsked(1)
    const others = [1, 2].map((partition) => commits.add(broker.commit, { topic: 'a', partition, next: 1n }, always))
    await new Promise((resolve) => setImmediate(resolve))
    expect(broker.asked).toHaveLength(1)
    broker.answer(0)
    await first
    await broker.wasAsked(2)
    broker.answer(1)
    await Promise.all(others)
    expect(broker.asked[1]?.[0]?.partitions.map(({ partition }) => partition)).toEqual([1, 2])
  })

  it('goes on after a request that failed', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    const failing = commits.add(broker.commit, { topic: 'a', partition: 0, next: 1n }, always)
    await broker.wasAsked(1)
    broker.answer(0, new Error('REBALANCE_IN_PROGRESS'))
    await failing
    const next = commits.add(broker.commit, { topic: 'a', partition: 0, next: 2n }, always)
    await broker.wasAsked(2)
    broker.answer(1)
    await next
    expect(broker.asked[1]).toEqual([{ topic: 'a', partitions: [{ partition: 0, offset: '2' }] }])
  })

  it('leaves out what was handled before the group was joined again', async () => {
    const broker = new Broker()
    const commits = new OffsetCommits(silent)
    const first = commits.add(broker.commit, { topic: 'a', partition: 0, next: 1n }, always)
    await broker.wasAsked(1)
    let isCurrent = true
    const late = commits.add(broker.commit, { topic: 'a', partition: 1, next: 1n }, () => isCurrent)
    const timely = commits.add(broker.commit, { topic: 'a', partition: 2, next: 1n }, always)
    isCurrent = false
    broker.answer(0)
    await first
    await broker.wasAsked(2)
    broker.answer(1)
    await Promise.all([late, timely])
    expect(broker.asked[1]).toEqual([{ topic: 'a', partitions: [{ partition: 2, offset: '1' }] }])
  })
})
