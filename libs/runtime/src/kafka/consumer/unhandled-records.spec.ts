import { describe, expect, it } from '@jest/globals'
import { UnhandledRecords } from './unhandled-records.js'

describe('how long records wait that are not handled', () => {
  const clock = { nowMs: 100_000 }
  const given = (): UnhandledRecords => new UnhandledRecords(() => clock.nowMs)

  it('is the age of the oldest of a topic, and grows while its batch is tried again', () => {
    const records = given()
    records.waits('offers', 0, 90_000)
    records.waits('offers', 1, 70_000)
    clock.nowMs = 105_000
    expect(records.seconds(['offers', 'jobs'])).toEqual(
      new Map([
        ['offers', 35],
        ['jobs', 0],
      ]),
    )
  })

  it('is nothing once all is handled, or another member has the partition', () => {
    const records = given()
    for (const partition of [0, 1]) records.waits('offers', partition, 0)
    records.areHandled('offers', 0)
    expect(records.seconds(['offers']).get('offers')).toBeGreaterThan(0)
    records.areHandled('offers', 1)
    expect(records.seconds(['offers']).get('offers')).toBe(0)
    records.waits('offers', 0, 0)
    records.forget()
    expect(records.seconds(['offers']).get('offers')).toBe(0)
  })

  it('is never less than nothing, whatever the clocks say', () => {
    const records = given()
    records.waits('offers', 0, clock.nowMs + 5_000)
    expect(records.seconds(['offers']).get('offers')).toBe(0)
  })
})
