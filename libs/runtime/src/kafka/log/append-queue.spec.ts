import { describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import type { Message } from '@trellis/pipeline'
import { Fault } from '../../fault.js'
import { APPEND_LIMITS, type AppendLimits } from './append-limits.js'
import { AppendQueue, type QueuedMessage, type SendBatch } from './append-queue.js'
import { Forbidden, IdentityRefused, TooLarge, UnknownTopic } from '../client/kafka-fault.js'
import { LogBusy } from './log-busy.js'

const QUICK: AppendLimits = { ...APPEND_LIMITS, pauseMs: [1, 2] }
const refusal = new Fault('too large', { retryable: false })

function message(text: string, bytes = 10): Message {
  return { key: text, value: Buffer.alloc(bytes), headers: {} }
}

/** A log in memory that fails as a spec sets it. */
class PaperLog {
  readonly requests: string[][] = []
  readonly landed: string[] = []

  constructor(private readonly fail: (batch: readonly QueuedMessage[], request: number) => Error | undefined = () => undefined) {}

  readonly send: SendBatch = async (batch) => {
    this.requests.push(batch.map(({ message: { key } }) => key))
    await new Promise((resolve) => setImmediate(resolve))
    const error = this.fail(batch, this.requests.length)
    if (error) throw error
    return batch.map(({ topic, message: { key } }) => ({ topic, partition: 0, offset: String(this.landed.push(key) - 1) }))
  }
}

describe('the append queue', () => {
  it('gathers what comes while a request is under way', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, QUICK)
    const first = queue.append('t', [message('a')])
    await new Promise((resolve) => setImmediate(resolve))
    const rest = ['b', 'c', 'd'].map((text) => queue.append('t', [message(text)]))
    await Promise.all([first, ...rest])
    expect(log.requests).toEqual([['a'], ['b', 'c', 'd']])
  })

  it('answers each append with its own positions in its order', async () => {
    const queue = new AppendQueue(new PaperLog().send, QUICK)
    const [one, two] = await Promise.all([queue.append('t', [message('a'), message('b')]), queue.append('t', [message('c')])])
    expect([...one, ...two].map(({ offset }) => offset)).toEqual(['0', '1', '2'])
  })

  it('keeps the order when a request has to be repeated', async () => {
    const log = new PaperLog((_, request) => (request <= 2 ? new Fault('away') : undefined))
    const queue = new AppendQueue(log.send, QUICK)
    await Promise.all(['a', 'b', 'c'].map((text) => queue.append('t', [message(text)])))
    expect(log.landed).toEqual(['a', 'b', 'c'])
  })

  it('takes as many messages at once as one batch of raw events may become', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, QUICK)
    const messages = Array.from({ length: 150_000 }, () => message('a', 1))
    await expect(queue.append('t', messages)).resolves.toHaveLength(150_000)
  })

  it('bounds a request in bytes and lets a larger message go alone', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, { ...QUICK, maxBatchBytes: 250 })
    await Promise.all([message('a'), message('b', 900), message('c'), message('d')].map((one) => queue.append('t', [one])))
    expect(log.requests).toEqual([['a'], ['b'], ['c', 'd']])
  })

  it('refuses a message over the limit without asking the log', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, { ...QUICK, maxMessageBytes: 100 })
    await expect(queue.append('t', [message('a', 101)])).rejects.toMatchObject({ retryable: false })
    expect(log.requests).toEqual([])
  })

  it('names each message of an append that is too large, and sends none of it', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, { ...QUICK, maxMessageBytes: 100 })
    const append = queue.append('t', [message('a'), message('b', 101), message('c'), message('d', 101)])
    await expect(append).rejects.toMatchObject({ name: 'MessageRefused', retryable: false, indices: [1, 3] })
    expect(log.requests).toEqual([])
  })

  it('names the message of an append that the log finds too large, wherever it stands', async () => {
    const isBad = ({ message: { key } }: QueuedMessage): boolean => key === 'bad'
    const log = new PaperLog((batch) => (batch.some(isBad) ? new TooLarge('MESSAGE_TOO_LARGE') : undefined))
    const queue = new AppendQueue(log.send, { ...QUICK, maxPartBytes: 250 })
    const append = queue.append(
      't',
      ['a', 'b', 'c', 'd', 'bad', 'e'].map((text) => message(text)),
    )
    await expect(append).rejects.toMatchObject({ name: 'MessageRefused', retryable: false, indices: [4] })
  })

  it('goes on with an append that is longer than the log takes within a deadline', async () => {
    const log = new PaperLog()
    const slow: SendBatch = async (batch) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return log.send(batch)
    }
    const queue = new AppendQueue(slow, { ...QUICK, deadlineMs: 1_000, maxBatchBytes: 100, maxPartBytes: 100 })
    const texts = Array.from({ length: 15 }, (_, nth) => `m${nth}`)
    await expect(
      queue.append(
        't',
        texts.map((text) => message(text)),
      ),
    ).resolves.toHaveLength(15)
    expect(log.landed).toEqual(texts)
  })

  it('lets appends that are made of parts take turns', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, { ...QUICK, maxPartBytes: 100, maxBatchBytes: 100 })
    const long = queue.append(
      't',
      ['a', 'b', 'c'].map((text) => message(text)),
    )
    await Promise.all([long, queue.append('t', [message('other')])])
    expect(log.landed).toEqual(['a', 'other', 'b', 'c'])
  })

  it('isolates the message that the log refuses', async () => {
    const log = new PaperLog((batch) => (batch.some(({ message: { key } }) => key === 'bad') ? refusal : undefined))
    const queue = new AppendQueue(log.send, QUICK)
    const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((text) => queue.append('t', [message(text)])))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(log.landed).toEqual(['a', 'b', 'c'])
  })

  it('gives up all that was under way, and looks for no guilty message, where the cluster does not believe who we are', async () => {
    const log = new PaperLog((_, request) => (request === 1 ? new IdentityRefused('who?') : undefined))
    const queue = new AppendQueue(log.send, QUICK)
    const results = await Promise.allSettled(['a', 'b', 'c'].map((text) => queue.append('t', [message(text)])))
    expect(results.map((result) => result.status === 'rejected' && String(result.reason))).toEqual(
      Array.from({ length: 3 }, () => 'IdentityRefused: who?'),
    )
    expect(queue.heldBytes).toBe(0)
    await queue.append('t', [message('d')])
    expect(log.requests).toEqual([['a', 'b', 'c'], ['d']])
  })

  it('gives up a topic that we may not write to as a whole, and lets others go on', async () => {
    const log = new PaperLog((batch) => (batch.some(({ topic }) => topic === 'theirs') ? new Forbidden('no ACL') : undefined))
    const queue = new AppendQueue(log.send, QUICK)
    const theirs = ['a', 'b'].map((text) => queue.append('theirs', [message(text)]))
    const ours = queue.append('ours', [message('c')])
    for (const each of await Promise.allSettled(theirs)) expect(each).toMatchObject({ reason: { name: 'Forbidden' } })
    await ours
    expect(log.requests).toEqual([['a', 'b', 'c'], ['a', 'b'], ['c']])
  })

  it('lets other topics go on where one is unknown', async () => {
    let isKnown = false
    const isRefused = (batch: readonly QueuedMessage[]) => !isKnown && batch.some(({ topic }) => topic === 'late')
    const log = new PaperLog((batch) => (isRefused(batch) ? new UnknownTopic('late') : undefined))
    const queue = new AppendQueue(log.send, QUICK)
    const waiting = queue.append('late', [message('a')])
    await queue.append('t', [message('b')])
    expect(log.landed).toEqual(['b'])
    isKnown = true
    await waiting
    expect(log.landed).toEqual(['b', 'a'])
  })

  it('is busy at once beyond its bytes, and free again afterwards', async () => {
    const queue = new AppendQueue(new PaperLog().send, { ...QUICK, maxQueuedBytes: 200 })
    const first = queue.append('t', [message('a', 100)])
    await expect(queue.append('t', [message('b', 100)])).rejects.toBeInstanceOf(LogBusy)
    await first
    await expect(queue.append('t', [message('b', 100)])).resolves.toHaveLength(1)
  })

  it('rejects at the deadline, lets go of the bytes and recovers', async () => {
    let isAway = true
    const queue = new AppendQueue(new PaperLog(() => (isAway ? new Fault('away') : undefined)).send, { ...QUICK, deadlineMs: 30 })
    await expect(queue.append('t', [message('a')])).rejects.toMatchObject({ retryable: true, cause: { message: 'away' } })
    isAway = false
    // On a busy machine 30 ms may pass before the queue has its turn.
    await until(() => queue.append('t', [message('b')]), { what: 'an append after the outage', everyMs: 1 })
    await until(() => queue.heldBytes === 0, { what: 'the bytes to be let go', everyMs: 1 })
  })

  it('rejects at the deadline while a request never ends', async () => {
    const queue = new AppendQueue(() => new Promise(() => undefined), { ...QUICK, deadlineMs: 20 })
    const results = await Promise.allSettled([queue.append('t', [message('a')]), queue.append('t', [message('b')])])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('is given up after the second failed attempt where the log is away, and the first that comes when it is back goes through', async () => {
    let isAway = true
    const log = new PaperLog(() => (isAway ? new Fault('refused') : undefined))
    const queue = new AppendQueue(log.send, { ...QUICK, deadlineMs: 600_000, awayAfterMs: 0 })
    for (const text of ['a', 'b'])
      await expect(queue.append('t', [message(text)])).rejects.toMatchObject({ retryable: true, cause: { message: 'refused' } })
    expect(log.requests.length).toBeLessThanOrEqual(4)
    isAway = false
    await until(() => queue.append('t', [message('c')]).then(() => true), { what: 'the log to be back', everyMs: 1 })
    await Promise.all([queue.append('t', [message('d')]), queue.append('t', [message('e')])])
    expect([log.landed, queue.heldBytes]).toEqual([['c', 'd', 'e'], 0])
  })

  it('rejects at once what comes while a log that is away is tried', async () => {
    let attempts = 0
    let answer = (): void => undefined
    const pending = new Promise<void>((resolve) => (answer = resolve))
    const log = new PaperLog()
    const send: SendBatch = async (batch) => {
      attempts += 1
      if (attempts <= 2) throw new Fault('refused')
      await pending
      return log.send(batch)
    }
    const queue = new AppendQueue(send, { ...QUICK, deadlineMs: 600_000, awayAfterMs: 0 })
    await expect(queue.append('t', [message('a')])).rejects.toThrow('the log is away')
    let isAppended: Promise<unknown> = Promise.resolve()
    const trying = (): boolean => {
      if (attempts <= 2) isAppended = queue.append('t', [message('b')]).catch(() => undefined)
      return attempts > 2
    }
    await until(trying, { what: 'an attempt that hangs', everyMs: 1 })
    await expect(queue.append('t', [message('c')])).rejects.toThrow('the log is away')
    answer()
    await isAppended
  })

  it('waits for a log that was away for a moment only, however often it was tried', async () => {
    const log = new PaperLog((_, request) => (request <= 5 ? new Fault('electing') : undefined))
    await new AppendQueue(log.send, { ...QUICK, awayAfterMs: 600_000 }).append('t', [message('a')])
    expect(log.landed).toEqual(['a'])
  })

  it('goes on with other topics, however long one is unknown', async () => {
    let isKnown = false
    const log = new PaperLog((batch) =>
      !isKnown && batch.some(({ topic }) => topic === 'none') ? new UnknownTopic('none') : undefined,
    )
    const queue = new AppendQueue(log.send, { ...QUICK, deadlineMs: 600_000, awayAfterMs: 0 })
    const unknown = queue.append('none', [message('a')])
    await until(() => log.requests.length >= 4, { what: 'some attempts', everyMs: 1 })
    await queue.append('t', [message('b')])
    isKnown = true
    await unknown
    expect(log.landed).toEqual(['b', 'a'])
  })

  it('brings what is queued onto the log before it is closed, and takes no more', async () => {
    const log = new PaperLog()
    const queue = new AppendQueue(log.send, QUICK)
    const append = queue.append('t', [message('a')])
    await queue.close()
    await append
    expect(log.landed).toEqual(['a'])
    await expect(queue.append('t', [message('b')])).rejects.toMatchObject({ retryable: false })
  })
})
