import { freshSeed } from './fresh-seed.js'
import { hardWeekSuite } from './hard-week-suite.js'

const first = freshSeed()

for (const seed of [first, first + 1, first + 2]) {
  hardWeekSuite(
    {
      ...{ seed, candidates: 1_000, steps: 20_000, stepsPerSecond: 60, days: 30, ending: 'swept' },
      ...{ killsOfEach: 8, outagesOfEach: 4, isRebuilt: true },
    },
    3_600_000,
  )
}

// Where no sweep mends what a listing that lags has spoilt.
hardWeekSuite(
  {
    ...{ seed: first, candidates: 80, steps: 900, stepsPerSecond: 40, days: 7, ending: 'not swept' },
    ...{ killsOfEach: 1, outagesOfEach: 1, isRebuilt: true },
  },
  1_200_000,
)
