import { describe, expect, it } from '@jest/globals'
import { isRemoved, type CanonicalEvent } from '@trellis/pipeline'
import { joinBatch } from './join-batch.js'
import { gone, offer } from './testing/canonical-batch.js'

const keysOf = (events: readonly CanonicalEvent[]): readonly string[] =>
  (joinBatch(events).get('offers') ?? []).map(({ connection, key }) => `${connection}/${key}`)

describe('joining a batch in memory', () => {
  it('makes nothing of nothing', () => {
    expect(joinBatch([]).size).toBe(0)
  })

  it('makes one row per entity, with the newest word on each cell', () => {
    const events = [
      offer('7', 1, { status: 'Created', version: 1 }),
      offer('7', 3, { status: 'Accepted' }),
      offer('7', 2, { version: 2 }),
    ]
    const [joined] = joinBatch(events).get('offers') ?? []
    expect(joined?.row.cells).toMatchObject({ status: { value: 'Accepted' }, version: { value: 2 } })
  })

  it('keeps tables apart, in an order of their own', () => {
    const events = [offer('7', 1, {}), { ...offer('7', 1, {}), resource: 'jobs' }]
    expect([...joinBatch(events)].map(([resource, rows]) => [resource, rows.length])).toEqual([
      ['jobs', 1],
      ['offers', 1],
    ])
  })

  it('keeps connections apart', () => {
    expect(keysOf([{ ...offer('7', 1, {}), connection: 'other' }, offer('7', 1, {})])).toEqual(['acme/7', 'other/7'])
  })

  it('sorts by key as numbers do, so that two writers lock rows in one order', () => {
    expect(keysOf(['10', '9', '9007199254740993', '100', '1'].map((key) => offer(key, 1, {})))).toEqual(
      ['1', '9', '10', '100', '9007199254740993'].map((key) => `acme/${key}`),
    )
  })

  it('joins a removal with what was shown before and after it', () => {
    const removed = joinBatch([offer('7', 1, {}), gone('7', 2)]).get('offers')?.[0]
    const backAgain = joinBatch([gone('7', 2), offer('7', 3, {}), offer('7', 1, {})]).get('offers')?.[0]
    expect([removed && isRemoved(removed.row), backAgain && isRemoved(backAgain.row)]).toEqual([true, false])
  })
})
