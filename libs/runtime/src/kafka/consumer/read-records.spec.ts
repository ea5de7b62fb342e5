import { describe, expect, it } from '@jest/globals'
import type { KafkaMessage } from 'kafkajs'
import { readRecords } from './read-records.js'

function fetched(more: object): KafkaMessage {
  const plain = { key: Buffer.from('k'), value: Buffer.from('v'), headers: {}, offset: '0', timestamp: '1', attributes: 0 }
  return { ...plain, ...more }
}

describe('the records of a fetch', () => {
  it('are read without a header that has no value', () => {
    const [record] = readRecords('t', 0, [
      fetched({ headers: { none: null, a: Buffer.from('b'), all: [Buffer.from('c'), null] } }),
    ])
    expect(record?.message.headers).toEqual({ a: 'b' })
  })

  it.each([
    ['-1', '1970-01-01T00:00:00.000Z'],
    ['9223372036854775807', '9999-12-31T23:59:59.999Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
  ])('are of an instant that a calendar has, where a sender says %s', (timestamp, at) => {
    const [record] = readRecords('t', 0, [fetched({ timestamp })])
    expect(new Date(record?.appendedAtMs ?? Number.NaN).toISOString()).toBe(at)
  })
})
