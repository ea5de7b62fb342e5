import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { makeBed, type Bed } from './bed.js'
import { figureTable } from './figure-table.js'
import { GUARDED, assess, readReference } from './guard.js'

describe('against what bounds it, with a load of a few seconds,', () => {
  let bed: Bed
  beforeAll(async () => {
    bed = await makeBed(() => undefined)
  })
  afterAll(() => bed.clear())

  it.each(GUARDED.map((bench) => [bench.name, bench] as const))(
    '%s keeps more than half of the ratio that was kept for it',
    async (name, bench) => {
      const { rounds, least, isHalved, isBusy } = await assess(bench, bed, await readReference(), 1)
      const said = rounds.length > 0 ? [figureTable(rounds)] : []
      const busy = isBusy ? '; others have the processors: nothing can be said' : ''
      console.log([...said, `${name}: a ratio of at least ${least.toPrecision(3)} is wanted${busy}`].join('\n'))
      expect(isHalved).toBe(false)
    },
  )
})
