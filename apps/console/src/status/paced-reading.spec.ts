import { describe, expect, it } from '@jest/globals'
import { PacedReading } from './paced-reading.js'

/** A reading that takes so long by a clock of its own; each gives the next number. */
function paced(tookMs: number) {
  const clock = { ms: 0, reads: 0, isBroken: false }
  const read = (): Promise<number> => {
    clock.reads += 1
    clock.ms += tookMs
    return clock.isBroken ? Promise.reject(new Error('away')) : Promise.resolve(clock.reads)
  }
  return { clock, reading: new PacedReading(read, () => clock.ms) }
}

describe('a paced reading', () => {
  it('reads at most a tenth of the time', async () => {
    const { clock, reading } = paced(100)
    expect(await reading.value()).toBe(1)
    clock.ms += 999
    expect(await reading.value()).toBe(1)
    clock.ms += 1
    expect([await reading.value(), clock.reads]).toEqual([2, 2])
  })

  it('reads once for all who ask at once', async () => {
    const { clock, reading } = paced(100)
    expect([await Promise.all([reading.value(), reading.value()]), clock.reads]).toEqual([[1, 1], 1])
  })

  it('gives what was read before, while it reads again for long', async () => {
    const { clock, reading } = paced(1_000)
    expect(await reading.value()).toBe(1)
    clock.ms += 10_000
    expect(await reading.value()).toBe(1)
    expect([await reading.value(), clock.reads]).toEqual([2, 2])
  })

  it('has nothing yet where the first reading takes longer than a screen may wait, and has it later', async () => {
    let end: (value: number) => void = () => undefined
    const first = new Promise<number>((resolve) => (end = resolve))
    const reading = new PacedReading(
      () => first,
      () => 0,
      () => Promise.resolve(undefined),
    )
    expect(await reading.soon()).toBeUndefined()
    end(1)
    expect(await reading.value()).toBe(1)
    expect(await reading.soon()).toBe(1)
  })

  it('reads again after it failed', async () => {
    const { clock, reading } = paced(100)
    clock.isBroken = true
    await expect(reading.value()).rejects.toThrow('away')
    clock.isBroken = false
    expect(await reading.value()).toBe(2)
  })
})
