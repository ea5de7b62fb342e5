import type { Source } from '@trellis/pipeline'
import { ignoredActions } from './ignored.js'
import { resources } from './resources/index.js'

/** What Greenhouse Recruiting looks like. Raise the revision whenever a declaration reads a body differently (rule N1). */
export const source: Source = { resources, ignored: ignoredActions, revision: 3 }
