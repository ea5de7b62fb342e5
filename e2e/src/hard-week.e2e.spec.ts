import { freshSeed } from './fresh-seed.js'
import { hardWeekSuite } from './hard-week-suite.js'

hardWeekSuite(
  {
    ...{ seed: freshSeed(), candidates: 120, steps: 1_200, stepsPerSecond: 40, days: 7, ending: 'swept' },
    ...{ killsOfEach: 1, outagesOfEach: 1 },
  },
  1_200_000,
)
