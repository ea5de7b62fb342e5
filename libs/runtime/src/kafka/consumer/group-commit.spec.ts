import { describe, expect, it } from '@jest/globals'
import { GroupCommit } from './group-commit.js'
import type { LogBatch, LogRecord } from './log-batch.js'

const NEVER_ABORTED = new AbortController().signal

/** A batch of so many records on a partition of its own. */
function batch(partition: number, records = 1): LogBatch {
  const message = { key: 'k', value: Buffer.alloc(0), headers: {} }
  return {
    topic: 't',
    partition,
    records: Array.from({ length: records }, (_, offset): LogRecord => {
      return { message, position: { topic: 't', partition, offset: String(offset) }, appendedAtMs: 0 }
    }),
    fetchedFrom: 0n,
    nextOffset: BigInt(records),
    highWatermark: BigInt(records),
    heartbeat: async () => undefined,
    signal: NEVER_ABORTED,
    isStale: () => false,
  }
}

/** Writes nothing, and is done with each group when the spec says so. */
class Gate {
  readonly groups: (readonly number[])[] = []
  private readonly open: ((error?: Error) => void)[] = []

  readonly write = (batches: readonly LogBatch[]): Promise<readonly number[]> => {
    const partitions = batches.map(({ partition }) => partition)
    this.groups.push(partitions)
    return new Promise((resolve, reject) => this.open.push((error) => (error ? reject(error) : resolve(partitions))))
  }

  async begun(groups: number): Promise<void> {
    while (this.groups.length < groups) await new Promise((resolve) => setImmediate(resolve))
  }

  done(group: number, error?: Error): void {
    this.open[group]?.(error)
  }
}

describe('committing batches in groups', () => {
  it('writes together what comes in one turn of the loop, and answers each batch for itself', async () => {
    const gate = new Gate()
    const commit = new GroupCommit(gate.write, 2)
    const answers = Promise.all([3, 1, 2].map((partition) => commit.add(batch(partition))))
    await gate.begun(1)
    gate.done(0)
    expect([await answers, gate.groups]).toEqual([[3, 1, 2], [[3, 1, 2]]])
  })

  it('gathers while two groups are being written', async () => {
    const gate = new Gate()
    const commit = new GroupCommit(gate.write, 2)
    const answers = [commit.add(batch(1))]
    await gate.begun(1)
    answers.push(commit.add(batch(2)))
    await gate.begun(2)
    answers.push(commit.add(batch(3)), commit.add(batch(4)))
    gate.done(0)
    await gate.begun(3)
    gate.done(1)
    gate.done(2)
    expect([await Promise.all(answers), gate.groups]).toEqual([
      [1, 2, 3, 4],
      [[1], [2], [3, 4]],
    ])
  })

  it('takes what comes in the moment in which all is done', async () => {
    const gate = new Gate()
    const commit = new GroupCommit(gate.write, 2)
    const first = commit.add(batch(1))
    await gate.begun(1)
    const second = commit.add(batch(2))
    await gate.begun(2)
    const next = first.then(() => commit.add(batch(3)))
    gate.done(0)
    gate.done(1)
    await gate.begun(3)
    gate.done(2)
    expect(await Promise.all([first, second, next])).toEqual([1, 2, 3])
  })

  it('writes one group at a time where it has one lane', async () => {
    const gate = new Gate()
    const commit = new GroupCommit(gate.write, 1)
    const answers = [commit.add(batch(1))]
    await gate.begun(1)
    answers.push(commit.add(batch(2)), commit.add(batch(3)))
    await new Promise((resolve) => setImmediate(resolve))
    expect(gate.groups).toEqual([[1]])
    gate.done(0)
    await gate.begun(2)
    gate.done(1)
    expect([await Promise.all(answers), gate.groups]).toEqual([
      [1, 2, 3],
      [[1], [2, 3]],
    ])
  })

  it('leaves what would make a group too large to the next', async () => {
    const gate = new Gate()
    const commit = new GroupCommit(gate.write, 2)
    const answers = Promise.all([batch(1, 1_500), batch(2, 600), batch(3, 3_000)].map((each) => commit.add(each)))
    await gate.begun(2)
    gate.done(0)
    await gate.begun(3)
    gate.done(1)
    gate.done(2)
    expect([await answers, gate.groups]).toEqual([
      [1, 2, 3],
      [[1], [2], [3]],
    ])
  })

  it('gives each batch of a group its own error, and goes on with the next', async () => {
    const gate = new Gate()
    const commit = new GroupCommit(gate.write, 2)
    const failed = Promise.allSettled([commit.add(batch(1)), commit.add(batch(2))])
    await gate.begun(1)
    gate.done(0, new Error('away'))
    const next = commit.add(batch(3))
    await gate.begun(2)
    gate.done(1)
    expect([(await failed).map(({ status }) => status), await next]).toEqual([['rejected', 'rejected'], 3])
  })
})
