import type { Source } from '@trellis/pipeline'
import { leftAlone } from './left-alone.js'
import { resources } from './resources/index.js'

/** What Greenhouse Recruiting looks like. Raise the revision whenever a declaration reads a body differently (rule N1). */
export const source: Source = { resources, leftAlone, revision: 3 }
