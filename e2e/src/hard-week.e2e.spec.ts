import { freshSeed } from './fresh-seed.js'
import { hardWeekSuite } from './hard-week-suite.js'

hardWeekSuite(
  {
    ...{ seed: freshSeed(), candidates: 250, steps: 1_500, stepsPerSecond: 40, days: 7, ending: 'swept' },
    ...{ killsOfEach: 2, outagesOfEach: 1 },
  },
  900_000,
)
