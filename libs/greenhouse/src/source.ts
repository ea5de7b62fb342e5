import type { Resource, Source } from '@trellis/pipeline'
import { leftAlone } from './left-alone.js'
import { applicationStages } from './resources/application-stages.js'
import { applications } from './resources/applications.js'
import { candidates } from './resources/candidates.js'
import { departments } from './resources/departments.js'
import { jobs } from './resources/jobs.js'
import { offers } from './resources/offers.js'
import { offices } from './resources/offices.js'
import { users } from './resources/users.js'

/** Every resource there is. */
export const resources: readonly Resource[] = [
  applications,
  candidates,
  jobs,
  applicationStages,
  offers,
  users,
  departments,
  offices,
]

/** What Greenhouse Recruiting looks like. Raise the revision whenever a declaration reads a body differently (rule N1). */
export const source: Source = { resources, leftAlone, revision: 1 }

/** The resource of a name; undefined where there is none. */
export function resourceNamed(name: string): Resource | undefined {
  return resources.find((of) => of.name === name)
}
