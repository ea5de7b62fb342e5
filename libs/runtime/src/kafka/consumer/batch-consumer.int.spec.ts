import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { Fault } from '../../fault.js'
import { committed, consuming, say, textsOf, type Consuming, type Handler } from '../testing/consuming.js'
import { asOperator, ownLog, ownSettings } from '../testing/own-topics.js'
import { uuidv7 } from '../../testing/unique.js'
import type { BatchConsumerOptions } from './batch-consumer-options.js'
import { Metrics } from '../../telemetry/metrics.js'
import type { EventLog } from '../log/event-log.js'
import { OutOfRange } from './out-of-range.js'

describe('the batch consumer', () => {
  const settings = ownSettings()
  let log: EventLog
  let topic: string
  const open: Consuming[] = []

  beforeAll(async () => {
    log = await ownLog(settings, {})
  })
  beforeEach(async () => {
    topic = `t-${uuidv7()}`
    await log.ensureTopics([{ name: topic, partitions: 1, config: {} }])
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((consumer) => consumer.close()))
  })
  afterAll(() => log.close())

  async function read(handler: Handler, more: Partial<BatchConsumerOptions> = {}): Promise<Consuming> {
    const consumer = await consuming(settings, topic, 'readers', handler, more)
    open.push(consumer)
    return consumer
  }

  /** A handler that keeps what it was given. */
  function keeping(): { readonly seen: string[]; readonly handler: Handler } {
    const seen: string[] = []
    return { seen, handler: (batch) => void seen.push(...textsOf(batch)) }
  }

  it('is known in its group by its client id, for as long as it reads', async () => {
    const consumer = await read(() => undefined, { group: `members-${topic}` })
    const clients = (): Promise<readonly string[] | undefined> => log.clientsOf(`members-${topic}`)
    await until(async () => (await clients())?.length === 1, { what: 'the group to be joined' })
    expect(await clients()).toEqual([settings.clientId])
    await consumer.close()
    await until(async () => (await clients())?.length === 0, { what: 'the group to be left' })
    await log.deleteGroup(`members-${topic}`)
  })

  it('reads only its share of the partitions, where readers have shared them', async () => {
    const shared = `shared-${topic}`
    await log.ensureTopics([{ name: shared, partitions: 4, config: {} }])
    const texts = Array.from({ length: 40 }, (_, index) => String(index))
    await log.append(
      shared,
      texts.map((text) => ({ key: text, value: Buffer.from(text), headers: {} })),
    )
    const seen = new Map<number, string[]>()
    const readers = [0, 1].map((index) =>
      consuming(
        settings,
        shared,
        `readers-${index}`,
        (batch) =>
          void seen.set(batch.partition + 10 * index, [...(seen.get(batch.partition + 10 * index) ?? []), ...textsOf(batch)]),
        {
          reads: (partition) => partition % 2 === index,
        },
      ),
    )
    open.push(...(await Promise.all(readers)))
    await until(() => [...seen.values()].flat().length >= texts.length, { what: 'all to be read' })
    expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual([0, 2, 11, 13])
    expect([...seen.values()].flat().toSorted()).toEqual(texts.toSorted())
  })

  it('hands over what is on the log, in order, with its headers and positions', async () => {
    await say(log, topic, 'a', 'b')
    const batches: Parameters<Handler>[0][] = []
    await read((batch) => void batches.push(batch))
    const batch = await until(() => batches[0], { what: 'a batch' })
    expect(batch).toMatchObject({ topic, partition: 0, fetchedFrom: 0n, nextOffset: 2n, highWatermark: 2n })
    expect(batch.records[1]).toMatchObject({
      position: { topic, partition: 0, offset: '1' },
      message: { key: 'k', headers: { name: 'Zoë' } },
    })
    expect(textsOf(batch)).toEqual(['a', 'b'])
  })

  it('leaves tombstones out and goes past them', async () => {
    await say(log, topic, 'a')
    await asOperator(settings, async (_, kafka) => {
      const producer = kafka.producer()
      await producer.connect()
      await producer.send({ topic: settings.topicPrefix + topic, messages: [{ key: 'k', value: null }] })
      await producer.disconnect()
    })
    const { seen, handler } = keeping()
    await read(handler)
    await until(async () => (await committed(settings, 'readers', topic)) === 2n, { what: 'the tombstone to be passed' })
    expect(seen).toEqual(['a'])
  })

  it('shows for how long what it cannot handle has waited, and that it reads', async () => {
    const metrics = new Metrics()
    const behind = async (): Promise<readonly number[]> => {
      const text = await metrics.text()
      const figures = [`trellis_consumer_behind_seconds{topic="${topic}"} `, 'trellis_consumer_joined '].map(
        (name) => text.split('\n').find((line) => line.startsWith(name)) ?? '',
      )
      return figures.map((line) => Number(line.split(' ').at(-1)))
    }
    let isAway = true
    const handler = (): undefined => {
      if (isAway) throw new Fault('the database is away')
    }
    const consumer = await read(handler, { metrics })
    await until(async () => (await behind())[1] === 1, { what: 'the group to be joined' })
    await say(log, topic, 'a')
    await until(async () => ((await behind())[0] ?? 0) > 0.5, { what: 'the age of the record to grow' })
    isAway = false
    await until(async () => (await behind())[0] === 0, { what: 'nothing to wait any more' })
    await consumer.close()
    expect((await behind())[1]).toBe(0)
  })

  it('tries a batch again after a retryable Fault and skips nothing', async () => {
    await say(log, topic, 'a', 'b')
    const seen: string[] = []
    let faults = 3
    await read((batch) => {
      seen.push(...textsOf(batch))
      if (faults-- > 0) throw new Fault('the database is away')
      return undefined
    })
    await until(async () => (await committed(settings, 'readers', topic)) === 2n, { what: 'the batch to be committed' })
    expect(seen).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'])
  })

  it('goes on where the handler says, and commits nothing then', async () => {
    await say(log, topic, 'a', 'b', 'c')
    const starts: bigint[] = []
    const seen: string[] = []
    await read((batch) => {
      starts.push(batch.fetchedFrom)
      if (starts.length === 1) return { seekTo: 1n }
      seen.push(...textsOf(batch))
      return undefined
    })
    await until(() => seen.length > 0, { what: 'the batch after the jump' })
    expect(starts).toEqual([0n, 1n])
    expect(seen).toEqual(['b', 'c'])
  })

  it('begins where the positions say, whatever was committed', async () => {
    await say(log, topic, 'a', 'b', 'c')
    const { seen, handler } = keeping()
    await read(handler, { positions: async () => new Map([[0, 2n]]) })
    await until(() => seen.length > 0, { what: 'a batch' })
    expect(seen).toEqual(['c'])
  })

  it('goes back for what the positions lack, though it was committed and nothing new comes', async () => {
    await say(log, topic, 'a', 'b')
    const first = await read(() => undefined)
    await until(async () => (await committed(settings, 'readers', topic)) === 2n, { what: 'the commit' })
    await first.close()
    const { seen, handler } = keeping()
    await read(handler, { positions: async () => new Map([[0, 1n]]) })
    await until(() => seen.length === 1, { what: 'what the positions lacked' })
    expect(seen).toEqual(['b'])
  })

  it('begins at the log’s beginning where the positions know nothing, though all was committed and nothing new comes', async () => {
    await say(log, topic, 'a', 'b')
    const first = await read(() => undefined)
    await until(async () => (await committed(settings, 'readers', topic)) === 2n, { what: 'the commit' })
    await first.close()
    const { seen, handler } = keeping()
    await read(handler, { positions: async () => new Map() })
    await until(() => seen.length === 2, { what: 'the whole log' })
    expect(seen).toEqual(['a', 'b'])
  })

  it('is not troubled by positions that arrive only once it was closed', async () => {
    await say(log, topic, 'a')
    const unhandled: unknown[] = []
    const keep = (reason: unknown): void => void unhandled.push(reason)
    process.on('unhandledRejection', keep)
    let [asked, answer] = [0, (): void => undefined]
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const positions = async (): Promise<ReadonlyMap<number, bigint>> => {
      if (asked++ > 0) await answered
      return new Map([[0, 0n]])
    }
    const reader = await consuming(settings, topic, `late-${topic}`, () => undefined, { positions })
    await until(() => asked > 1, { what: 'the positions to be asked for after the join' })
    await reader.close()
    answer()
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    process.off('unhandledRejection', keep)
    expect(unhandled).toEqual([])
  })

  it('ends reading at an error that is not of the world, and commits nothing', async () => {
    await say(log, topic, 'a')
    const { fatal, consumer } = await read(() => {
      throw new TypeError('a bug')
    })
    await until(() => fatal.length > 0, { what: 'the end' })
    expect(fatal).toEqual([new TypeError('a bug')])
    expect(consumer.isAlive()).toBe(false)
    expect(() => consumer.checkReady()).toThrow('failed')
    expect(await committed(settings, 'readers', topic)).toBeUndefined()
  })

  it('ends reading after the last fault where the world stays away', async () => {
    await say(log, topic, 'a')
    const handler: Handler = () => {
      throw new Fault('the database is away')
    }
    const { fatal } = await read(handler, { retry: { firstPauseMs: 5, longestPauseMs: 5, totalMs: 50 } })
    await until(() => fatal.length > 0, { what: 'the end' })
    expect(fatal).toEqual([new Fault('the database is away')])
  })

  it('refuses to begin at an offset that the log does not hold', async () => {
    await say(log, topic, 'a')
    const beginning = read(() => undefined, { positions: async () => new Map([[0, 7n]]) })
    await expect(beginning).rejects.toThrow(`readers is at offset 7 of ${topic}/0, which holds 0 to 1.`)
  })

  it('refuses to begin where the committed offset was removed from the log', async () => {
    await say(log, topic, 'a', 'b', 'c')
    await asOperator(settings, async (admin) => {
      const name = settings.topicPrefix + topic
      await admin.setOffsets({
        groupId: `${settings.topicPrefix}readers`,
        topic: name,
        partitions: [{ partition: 0, offset: '1' }],
      })
      await admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: '2' }] })
    })
    await expect(read(() => undefined)).rejects.toBeInstanceOf(OutOfRange)
  })

  it('stops where it is sent outside the log, and does not start over', async () => {
    await say(log, topic, 'a', 'b')
    const { seen, handler } = keeping()
    const { fatal } = await read((batch) => {
      if (seen.length > 0) return handler(batch)
      seen.push('first')
      return { seekTo: 99n }
    })
    await until(() => fatal.length > 0, { what: 'the end' })
    expect(String(fatal[0])).toContain(`is at offset 99 of ${topic}/0, which holds 0 to 2`)
    expect(seen).toEqual(['first'])
  })

  it('refuses to begin without a handler for each topic', async () => {
    await expect(read(() => undefined, { topics: [topic, 'unheard-of'] })).rejects.toThrow('no @EventPattern handles unheard-of')
  })

  it('finishes and commits the running batch before it is closed', async () => {
    await say(log, topic, 'a')
    let isRunning = false
    let mayEnd = false
    const consumer = await read(async () => {
      isRunning = true
      await until(() => mayEnd, { what: 'leave to end' })
      return undefined
    })
    await until(() => isRunning, { what: 'the batch to begin' })
    const closing = consumer.close()
    mayEnd = true
    await closing
    expect(await committed(settings, 'readers', topic)).toBe(1n)
  })

  it('does not wait for the world when it is closed', async () => {
    await say(log, topic, 'a')
    let attempts = 0
    const consumer = await read(
      () => {
        attempts += 1
        throw new Fault('the database is away')
      },
      { retry: { firstPauseMs: 600_000, longestPauseMs: 600_000, totalMs: 6_000_000 } },
    )
    await until(() => attempts > 0, { what: 'the first attempt' })
    await consumer.close()
    expect(attempts).toBe(1)
    expect(await committed(settings, 'readers', topic)).toBeUndefined()
  })

  it('signals a batch that the group is being rearranged, and loses nothing by it', async () => {
    await log.ensureTopics([{ name: `${topic}-wide`, partitions: 2, config: {} }])
    topic = `${topic}-wide`
    await say(log, topic, 'a')
    const seen: string[] = []
    let signalled = 0
    const handler: Handler = async (batch) => {
      if (signalled === 0) {
        await until(() => batch.signal.aborted, { what: 'the rearrangement' })
        signalled += 1
        throw new Fault('stopped early')
      }
      seen.push(...textsOf(batch))
      return undefined
    }
    await read(handler)
    await until(async () => (await log.isReachable()) && signalled === 0, { what: 'reading' })
    await read((batch) => void seen.push(...textsOf(batch)))
    await until(() => seen.length > 0, { what: 'the batch to come again' })
    expect(seen).toEqual(['a'])
  })
})
