import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { NORMALIZER_GROUP, RAW_TOPIC } from '@trellis/greenhouse'
import type { EventLog } from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'
import { ownLog } from '../testing/own-log.js'
import { planSkip, skipRecord } from './skip-record.js'

const TOPIC = 'greenhouse.offers'

describe('skipping a record', () => {
  let ops: OwnOps
  let log: EventLog
  let place: { readonly topic: string; readonly partition: number; readonly offset: bigint }

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(() => ops.drop())
  beforeEach(async () => {
    await ops.pool.query('truncate ops.problem, ops.passed_over, ops.log_position')
    log = await ownLog([RAW_TOPIC, TOPIC])
    place = await poisoned(TOPIC)
  })
  afterEach(() => log.close())

  /** Three records on one partition, the second of which is meant. */
  async function poisoned(topic: string): Promise<typeof place> {
    const messages = ['before', 'poison', 'behind'].map((text) => {
      return { key: 'same', value: Buffer.from(text), headers: { ce_id: text, ce_connection: 'acme', ce_type: 'greenhouse.x' } }
    })
    const [, poison] = await log.append(topic, messages)
    return { topic, partition: poison?.partition ?? -1, offset: BigInt(poison?.offset ?? -1) }
  }

  async function reads(reader: string, next: bigint): Promise<void> {
    await ops.pool.query('insert into ops.log_position values ($1, $2, $3, $4)', [
      reader,
      place.topic,
      place.partition,
      String(next),
    ])
  }

  const positions = async (): Promise<unknown> =>
    (await ops.pool.query('select reader, next_offset from ops.log_position order by reader')).rows

  it('is only shown at first: what is there, and where the readers are', async () => {
    await reads('warehouse-writer/g1', place.offset - 1n)
    await reads('warehouse-writer/g2', place.offset + 1n)
    const { offset } = place
    expect(await planSkip({ log, pool: ops.pool }, place)).toEqual({
      ...{ topic: TOPIC, partition: place.partition, offset: String(offset) },
      record: { bytes: 6, appendedAt: expect.any(String), type: 'greenhouse.x', id: 'poison' },
      readers: [
        { reader: 'warehouse-writer/g1', next: String(offset - 1n), outcome: 'passes over' },
        { reader: 'warehouse-writer/g2', next: String(offset + 1n), outcome: 'is past it' },
      ],
    })
    expect((await ops.pool.query('select from ops.passed_over')).rowCount).toBe(0)
  })

  it('G5 is noted for readers that have yet to come there, moves one that stands there, and leaves a problem, once', async () => {
    await reads('a', place.offset - 1n)
    await reads('b', place.offset)
    await reads('c', place.offset + 1n)
    for (let times = 0; times < 2; times++) await skipRecord({ log, pool: ops.pool }, place)
    expect(await positions()).toEqual([
      { reader: 'a', next_offset: String(place.offset - 1n) },
      { reader: 'b', next_offset: String(place.offset + 1n) },
      { reader: 'c', next_offset: String(place.offset + 1n) },
    ])
    const { rows } = await ops.pool.query('select code, raw_id, raw_topic, raw_partition, raw_offset from ops.problem')
    const at = { raw_topic: TOPIC, raw_partition: place.partition, raw_offset: String(place.offset) }
    expect(rows).toEqual([{ code: 'skipped', raw_id: 'poison', ...at }])
    expect((await ops.pool.query('select topic, partition, log_offset from ops.passed_over')).rows).toEqual([
      { topic: TOPIC, partition: place.partition, log_offset: String(place.offset) },
    ])
  })

  it('is refused where the log has no such place', async () => {
    const ports = { log, pool: ops.pool }
    await expect(skipRecord(ports, { ...place, offset: 3n })).rejects.toThrow('holds the offsets from 0 up to 2, not 3')
    await expect(planSkip(ports, { ...place, partition: 77 })).rejects.toThrow('has no partition 77')
  })

  it('moves the normalizer in Kafka where it does not run and stands right there, and only then', async () => {
    place = await poisoned(RAW_TOPIC)
    const ports = { log, pool: ops.pool }
    const outcome = async (): Promise<unknown> => (await skipRecord(ports, place)).readers.map((reader) => reader.outcome)
    expect(await outcome()).toEqual(['is not there yet'])
    await log.moveGroup(NORMALIZER_GROUP, RAW_TOPIC, place.partition, place.offset)
    expect(await outcome()).toEqual(['passes over'])
    expect((await log.committedOffsets(NORMALIZER_GROUP, RAW_TOPIC)).get(place.partition)).toBe(place.offset + 1n)
    expect(await outcome()).toEqual(['is past it'])
  })
})
