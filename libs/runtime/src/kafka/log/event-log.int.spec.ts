import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { asOperator, ownLog, ownSettings, textMessage } from '../testing/own-topics.js'
import { readAll } from '../testing/read-all.js'
import type { EventLog } from './event-log.js'

describe('the event log', () => {
  const settings = ownSettings()
  let log: EventLog

  beforeAll(async () => {
    log = await ownLog(settings, { one: 1, many: 3, stamped: 1 })
  })
  afterAll(() => log.close())

  it('answers with the position of every message', async () => {
    const positions = await log.append('one', [textMessage('k', 'a'), textMessage('k', 'b')])
    expect(positions).toEqual([
      { topic: 'one', partition: 0, offset: '0' },
      { topic: 'one', partition: 0, offset: '1' },
    ])
    expect(await log.endOffsets('one')).toEqual(new Map([[0, 2n]]))
    expect(await log.startOffsets('one')).toEqual(new Map([[0, 0n]]))
  })

  it('lands concurrent appends once, in order per key, at the positions it answered', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`)
    const appends = keys.flatMap((key) =>
      Array.from({ length: 50 }, (_, count) => log.append('many', [textMessage(key, `${key}:${count}`)])),
    )
    const positions = (await Promise.all(appends)).flat()
    const read = await readAll(settings, log, 'many')
    const texts = new Map(read.map(({ position: { partition, offset }, text }) => [`${partition}/${offset}`, text]))
    const expected = keys.flatMap((key) => Array.from({ length: 50 }, (_, count) => `${key}:${count}`))
    expect(positions.map(({ partition, offset }) => texts.get(`${partition}/${offset}`))).toEqual(expected)
    expect(read).toHaveLength(expected.length)
    for (const key of keys) {
      const counts = read.filter((record) => record.key === key).map(({ text }) => Number(text.split(':')[1]))
      expect(counts).toEqual(Array.from({ length: 50 }, (_, count) => count))
    }
  })

  it('creates what is missing with the replication the cluster affords, and alters nothing', async () => {
    const spec = { name: 'made', partitions: 2, config: { 'cleanup.policy': 'compact' } }
    await log.ensureTopics([spec])
    await log.ensureTopics([
      { ...spec, partitions: 9 },
      { name: 'also-made', partitions: 1, config: {} },
    ])
    const { topics } = await asOperator(settings, (admin) =>
      admin.fetchTopicMetadata({ topics: [`${settings.topicPrefix}made`, `${settings.topicPrefix}also-made`] }),
    )
    expect(topics.map(({ partitions }) => partitions.length).sort()).toEqual([1, 2])
  })

  it('creates topics that can be appended to at once, each message once', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `led-${String(index)}`)
    await log.ensureTopics(names.map((name) => ({ name, partitions: 24, config: {} })))
    const messages = Array.from({ length: 200 }, (_, index) => textMessage(String(index), String(index)))
    await Promise.all(names.map((name) => log.append(name, messages)))
    for (const name of names) {
      const ends = [...(await log.endOffsets(name)).values()]
      expect(ends.reduce((sum, end) => sum + end, 0n)).toBe(BigInt(messages.length))
    }
  })

  it.each([
    ['cleanup.policy', 'compact', 'delete'],
    ['message.timestamp.type', 'LogAppendTime', 'CreateTime'],
    ['max.message.bytes', '20000', '19999'],
  ])('G2 refuses a topic that was made with another %s', async (option, wanted, found) => {
    const made = { name: `refused-${option}`, partitions: 1, config: { [option]: found } }
    await log.ensureTopics([made])
    const refused = log.ensureTopics([{ ...made, config: { [option]: wanted } }])
    await expect(refused).rejects.toMatchObject({ retryable: false, message: expect.stringContaining(`${option} is ${found}`) })
  })

  it('takes a topic that holds more than it has to', async () => {
    const made = { name: 'roomy', partitions: 1, config: { 'max.message.bytes': '30000', 'retention.ms': '100000' } }
    await log.ensureTopics([made])
    await log.ensureTopics([{ ...made, config: { 'max.message.bytes': '20000', 'retention.ms': '200000' } }])
    expect(await log.endOffsets('roomy')).toEqual(new Map([[0, 0n]]))
  })

  it('lets many services create the same topics at once', async () => {
    const catalogue = ['p', 'q', 'r'].map((name) => ({ name, partitions: 1, config: {} }))
    await Promise.all([log.ensureTopics(catalogue), log.ensureTopics(catalogue), log.ensureTopics(catalogue)])
    expect((await log.endOffsets('r')).size).toBe(1)
  })

  it('refuses a message that is too large and appends its neighbours', async () => {
    await log.ensureTopics([{ name: 'small', partitions: 1, config: { 'max.message.bytes': '20000' } }])
    const large = { key: 'large', value: Buffer.alloc(30_000), headers: {} }
    const results = await Promise.allSettled([
      log.append('small', [textMessage('a', 'a')]),
      log.append('small', [large]),
      log.append('small', [textMessage('b', 'b')]),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('knows how far the broker’s clock is from ours where topics keep the append time', async () => {
    await log.ensureTopics([{ name: 'timed', partitions: 1, config: { 'message.timestamp.type': 'LogAppendTime' } }])
    await log.append('timed', [textMessage('a', 'a')])
    expect(log.clockSkewMs()).toBe(0)
  })

  it('erases under a key, on the partition of what is erased, and readers pass the tombstone over', async () => {
    await log.ensureTopics([{ name: 'erasable', partitions: 3, config: { 'cleanup.policy': 'compact' } }])
    const [at] = await log.append('erasable', [textMessage('k', 'a')])
    const other = ((at?.partition ?? 0) + 1) % 3
    await log.erase('erasable', [
      { key: 'k', partition: at?.partition ?? 0 },
      { key: 'k', partition: other },
    ])
    const ends = await log.endOffsets('erasable')
    expect([ends.get(at?.partition ?? 0), ends.get(other)]).toEqual([2n, 1n])
    const texts: string[] = []
    await log.scan('erasable', (records) => {
      texts.push(...records.map(({ message }) => String(message.value)))
      return undefined
    })
    expect(texts).toEqual(['a'])
  })

  it('says whether a broker answers', async () => {
    expect(await log.isReachable()).toBe(true)
  })
})
