import { freshSeed } from './fresh-seed.js'
import { poisonSuite } from './poison-suite.js'

poisonSuite({ seed: freshSeed(), inventions: 400, isLong: true })
