import { freshSeed } from './fresh-seed.js'
import { hardWeekSuite } from './hard-week-suite.js'

const first = freshSeed()

for (const seed of [first, first + 1, first + 2]) {
  hardWeekSuite(
    {
      ...{ seed, candidates: 1_000, steps: 20_000, stepsPerSecond: 60, days: 30, ending: 'swept' },
      ...{ killsOfEach: 8, outagesOfEach: 4 },
    },
    3_600_000,
  )
}
