import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EventLog } from './event-log.js'
import type { LogRecord } from '../consumer/log-batch.js'
import type { OffsetRange } from './offset-ranges.js'
import { asOperator, ownLog, ownSettings, textMessage } from '../testing/own-topics.js'

const TEXTS = Array.from({ length: 300 }, (_, index) => `text ${index}`)

describe('scanning the log', () => {
  const settings = ownSettings()
  let log: EventLog
  let ends: ReadonlyMap<number, bigint>

  beforeAll(async () => {
    log = await ownLog(settings, { all: 3, none: 2, one: 1 })
    await log.append(
      'all',
      TEXTS.map((text) => textMessage(text, text)),
    )
    await asOperator(settings, async (_, kafka) => {
      const producer = kafka.producer()
      await producer.connect()
      await producer.send({ topic: `${settings.topicPrefix}all`, messages: [{ key: 'gone', value: null, partition: 0 }] })
      await producer.disconnect()
    })
    ends = await log.endOffsets('all')
  })
  afterAll(() => log.close())

  /** What a scan hands over, in its order. */
  async function scanned(topic: string, ranges?: readonly OffsetRange[]): Promise<readonly LogRecord[]> {
    const read: LogRecord[] = []
    await log.scan(topic, (records) => void read.push(...records), ranges && { ranges })
    return read
  }

  const textsOf = (records: readonly LogRecord[]) => records.map(({ message }) => Buffer.from(message.value).toString())

  it('hands over every record once, each partition in its order, and leaves tombstones out', async () => {
    const read = await scanned('all')
    expect(textsOf(read).toSorted()).toEqual(TEXTS.toSorted())
    for (const partition of ends.keys()) {
      const offsets = read
        .filter(({ position }) => position.partition === partition)
        .map(({ position }) => Number(position.offset))
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    }
    expect(read[0]?.message.headers).toEqual({ ce_id: textsOf(read)[0], name: 'Zoë' })
  })

  it('reads the parts that it is asked for, and nothing between them', async () => {
    const read = await scanned('all', [
      { partition: 1, from: 40n, to: 42n },
      { partition: 1, from: 3n, to: 5n },
      { partition: 2, from: 7n, to: 8n },
    ])
    const places = read.map(({ position }) => `${position.partition}/${position.offset}`)
    expect(places.toSorted()).toEqual(['1/3', '1/4', '1/40', '1/41', '2/7'])
  })

  it('ends at once where there is nothing, and where a part lies beyond the end', async () => {
    expect(await scanned('none')).toEqual([])
    expect(await scanned('all', [{ partition: 0, from: 100_000n, to: 100_001n }])).toEqual([])
  })

  it('ends when its handler has enough, and reports how far it came', async () => {
    const reported: string[] = []
    let calls = 0
    const onProgress = (done: number, total: number) => void reported.push(`${done}/${total}`)
    await log.scan('all', () => (++calls === 1 ? 'enough' : undefined), { onProgress })
    expect([calls, reported[0]]).toEqual([1, '0/301'])
  })

  it('rejects with what its handler throws', async () => {
    const scan = log.scan('all', () => {
      throw new Error('the disk is full')
    })
    await expect(scan).rejects.toThrow('the disk is full')
  })

  it('ends when it is aborted', async () => {
    const ending = new AbortController()
    const scan = log.scan(
      'all',
      () => {
        ending.abort(new Error('aborted'))
        return undefined
      },
      { signal: ending.signal },
    )
    await expect(scan).rejects.toThrow('aborted')
  })

  it('leaves no group behind', async () => {
    await scanned('all', [{ partition: 0, from: 0n, to: 1n }])
    const { groups } = await asOperator(settings, (admin) => admin.listGroups())
    expect(groups.filter(({ groupId }) => groupId.startsWith(settings.topicPrefix))).toEqual([])
  })

  it('knows where an instant lies on the log', async () => {
    await log.append('one', [textMessage('k', 'before')])
    const [first] = await scanned('one')
    const at = first?.appendedAtMs ?? 0
    expect([await log.offsetsAt('one', at), await log.offsetsAt('one', at + 1)]).toEqual([new Map([[0, 0n]]), new Map([[0, 1n]])])
  })
})
