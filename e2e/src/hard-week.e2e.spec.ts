import { freshSeed } from './fresh-seed.js'
import { hardWeekSuite } from './hard-week-suite.js'

const seed = freshSeed()

// In every other week no sweep mends what a listing that lags has spoilt.
hardWeekSuite(
  {
    ...{ seed, candidates: 30, steps: 450, stepsPerSecond: 40, days: 3, ending: seed % 2 === 0 ? 'swept' : 'not swept' },
    ...{ killsOfEach: 1, outagesOfEach: 1, isRebuilt: false },
  },
  1_200_000,
)
