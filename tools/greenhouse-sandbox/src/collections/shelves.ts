import type { Company } from '../company/company.js'
import { applicationStages } from './application-stages.js'
import { applications } from './applications.js'
import { candidates } from './candidates.js'
import { departments } from './departments.js'
import { jobs } from './jobs.js'
import { offers } from './offers.js'
import { offices } from './offices.js'
import { type Shelf, shelve } from './shelf.js'
import { users } from './users.js'

/** All collections that are served, by path segment. Any other path is an unknown route. */
export function fillShelves(company: Company): ReadonlyMap<string, Shelf> {
  const shelves = [
    shelve(applications, company),
    shelve(candidates, company),
    shelve(jobs, company),
    shelve(applicationStages, company),
    shelve(offers, company),
    shelve(users, company),
    shelve(departments, company),
    shelve(offices, company),
  ]
  return new Map(shelves.map((shelf) => [shelf.name, shelf]))
}
