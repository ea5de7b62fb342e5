import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Fault } from '../fault.js'
import type { LogBatch, LogRecord } from '../kafka/consumer/log-batch.js'
import { narrowDown } from './narrow-down.js'
import type { AtPosition } from './transact-at.js'

function batch(partition: number, offsets: readonly number[], next: number, fetchedFrom = offsets[0] ?? 0): LogBatch {
  return {
    ...{ topic: 't', partition, fetchedFrom: BigInt(fetchedFrom), nextOffset: BigInt(next), highWatermark: BigInt(next) },
    records: offsets.map((offset): LogRecord => {
      const message = { key: 'k', value: new Uint8Array(), headers: {} }
      return { message, position: { topic: 't', partition, offset: String(offset) }, appendedAtMs: 0 }
    }),
    ...{ heartbeat: async () => undefined, signal: new AbortController().signal, isStale: () => false },
  }
}

/** A table of what was written, with positions beside it, that takes none of the guilty. */
class Table {
  readonly written: string[] = []
  readonly skipped: string[] = []
  readonly positions = new Map<number, bigint>()
  attempts = 0

  constructor(private readonly guilty: (place: string) => Error | undefined) {}

  readonly narrowing = {
    write: async (batches: readonly LogBatch[]): Promise<readonly AtPosition<number>[]> => {
      this.attempts += 1
      const found = batches.map((each) => ({ each, wanted: this.wantedOf(each) }))
      for (const { wanted } of found) for (const place of wanted ?? []) this.check(place)
      return found.map(({ each, wanted }) => this.moved(each, wanted))
    },
    skip: async (each: LogBatch, { position }: LogRecord): Promise<AtPosition<number>> => {
      this.skipped.push(`${position.partition}/${position.offset}`)
      return this.moved(each, [])
    },
    join: (a: number, b: number): number => a + b,
  }

  private wantedOf({ partition, fetchedFrom, nextOffset, records }: LogBatch): readonly string[] | undefined {
    const next = this.positions.get(partition) ?? 0n
    if (fetchedFrom > next || nextOffset <= next) return undefined
    return records
      .filter(({ position }) => BigInt(position.offset) >= next)
      .map(({ position }) => `${partition}/${position.offset}`)
  }

  private check(place: string): void {
    const error = this.guilty(place)
    if (error) throw error
  }

  private moved({ partition, nextOffset }: LogBatch, wanted: readonly string[] | undefined): AtPosition<number> {
    if (!wanted) return { seekTo: this.positions.get(partition) ?? 0n }
    this.written.push(...wanted)
    this.positions.set(partition, nextOffset)
    return { done: wanted.length }
  }
}

describe('narrowing down', () => {
  it('G5 skips exactly the guilty, wherever they stand, and writes all others', async () => {
    const places = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 12 }).map((offsets) => offsets.toSorted((a, b) => a - b))
    await fc.assert(
      fc.asyncProperty(
        fc.array(places, { minLength: 1, maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 7 }),
        async (all, guilt) => {
          const isGuilty = (place: string): boolean =>
            guilt[(place.charCodeAt(0) * 31 + place.length * 7 + Number(place.slice(2))) % guilt.length] === true
          const table = new Table((place) => (isGuilty(place) ? new RangeError('too deep') : undefined))
          const answers = await narrowDown(
            all.map((offsets, partition) => batch(partition, offsets, 40, 0)),
            table.narrowing,
          )
          const every = all.flatMap((offsets, partition) => offsets.map((offset) => `${partition}/${offset}`))
          expect(table.written.toSorted()).toEqual(every.filter((place) => !isGuilty(place)).toSorted())
          expect(table.skipped.toSorted()).toEqual(every.filter(isGuilty).toSorted())
          expect([...table.positions.values()].every((next) => next === 40n)).toBe(true)
          expect(answers.map((answer) => 'done' in answer && answer.done)).toEqual(
            all.map((offsets, partition) => offsets.filter((offset) => !isGuilty(`${partition}/${offset}`)).length),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  it('finds one among a thousand with few attempts', async () => {
    const table = new Table((place) => (place === '0/777' ? new TypeError('of another kind') : undefined))
    await narrowDown([batch(0, [...Array(1_000).keys()], 1_000)], table.narrowing)
    expect([table.skipped, table.written.length, table.attempts < 30]).toEqual([['0/777'], 999, true])
  })

  it('goes on behind what it wrote before the world stopped answering', async () => {
    let isAway = true
    const table = new Table((place) =>
      place === '0/1' ? new RangeError('too deep') : place === '0/3' && isAway ? new Fault('Postgres is away') : undefined,
    )
    const whole = batch(0, [0, 1, 2, 3], 4)
    await expect(narrowDown([whole], table.narrowing)).rejects.toThrow('Postgres is away')
    isAway = false
    await narrowDown([whole], table.narrowing)
    expect([table.skipped, table.written, table.positions.get(0)]).toEqual([['0/1'], ['0/0', '0/2', '0/3'], 4n])
  })

  it('throws what has nothing to do with the data', async () => {
    const table = new Table(() => new Error('permission denied'))
    await expect(narrowDown([batch(0, [0, 1], 2)], table.narrowing)).rejects.toThrow('permission denied')
    expect([table.attempts, table.skipped]).toEqual([1, []])
  })

  it('says where to read on where a batch begins behind a gap', async () => {
    const table = new Table(() => undefined)
    expect(await narrowDown([batch(0, [5, 6], 7)], table.narrowing)).toEqual([{ seekTo: 0n }])
  })
})
