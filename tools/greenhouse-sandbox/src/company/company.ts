import { type ApplicationStage, applicationStages } from '../collections/application-stages.js'
import { type Application, applications } from '../collections/applications.js'
import { type Candidate, candidates } from '../collections/candidates.js'
import type { Collection, Naming, OtherRows } from '../collections/collection.js'
import { type Department, departments } from '../collections/departments.js'
import { type JobInterviewStage, jobInterviewStages } from '../collections/job-interview-stages.js'
import { type Job, jobs } from '../collections/jobs.js'
import { type Offer, offers } from '../collections/offers.js'
import { type Office, offices } from '../collections/offices.js'
import { type Opening, openings } from '../collections/openings.js'
import { type User, users } from '../collections/users.js'
import type { Random } from '../random.js'
import { instant, wholeSecond } from '../instants.js'
import type { Index } from './row-index.js'
import type { Entity } from './entity.js'
import { Table, type WriteConditions } from './table.js'

/** The invented company: the truth that listings, webhooks and the control API are views of. */
export class Company implements OtherRows {
  readonly candidates: Table<Candidate>
  readonly applications: Table<Application>
  readonly jobs: Table<Job>
  readonly applicationStages: Table<ApplicationStage>
  readonly offers: Table<Offer>
  readonly users: Table<User>
  readonly departments: Table<Department>
  readonly offices: Table<Office>
  readonly openings: Table<Opening>
  readonly jobInterviewStages: Table<JobInterviewStage>

  readonly #tables = new Map<string, Table<Entity>>()
  readonly #indexes = new Map<string, Index<Entity>>()
  #hasHistory = false
  #staff: readonly User[] = []
  #staffAsOf = -1

  constructor(private readonly conditions: WriteConditions) {
    this.candidates = this.of(candidates)
    this.applications = this.of(applications)
    this.jobs = this.of(jobs)
    this.applicationStages = this.of(applicationStages)
    this.offers = this.of(offers)
    this.users = this.of(users)
    this.departments = this.of(departments)
    this.offices = this.of(offices)
    this.openings = this.of(openings)
    this.jobInterviewStages = this.of(jobInterviewStages)
  }

  /** The rows of a collection. */
  of<T extends Entity>({ name, firstId }: Collection<T>): Table<T> {
    const known = this.#tables.get(name)
    if (known !== undefined) return known as unknown as Table<T>
    const table = new Table<T>(name, firstId, this.conditions)
    if (this.#hasHistory) table.beginHistory()
    this.#tables.set(name, table as unknown as Table<Entity>)
    return table
  }

  all<T extends Entity>(collection: Collection<T>): T[] {
    return [...this.of(collection).rows()]
  }

  /** The rows of a collection by a field that names other rows: the interviews of an application, the jobs of an office. */
  by<T extends Entity>(collection: Collection<T>, field: Naming<T>): Index<T> {
    const name = `${collection.name}.${field}`
    const known = this.#indexes.get(name)
    if (known !== undefined) return known as unknown as Index<T>
    const index = this.of(collection).index((row) => {
      const named = row[field] as number | null | readonly number[]
      return typeof named === 'number' || named === null ? [named] : named
    })
    this.#indexes.set(name, index as unknown as Index<Entity>)
    return index
  }

  one<T extends Entity>(collection: Collection<T>, id: number | null): T | undefined {
    return this.of(collection).get(id)
  }

  where<T extends Entity>(collection: Collection<T>, field: Naming<T>, id: number): T[] {
    return this.by(collection, field).of(id)
  }

  /** A new row: id and dates come by themselves. */
  add<T extends Entity>(
    collection: Collection<T>,
    random: Random,
    at: number,
    fields: Omit<T, keyof Entity> & { readonly id?: number },
  ): T {
    const table = this.of(collection)
    const row = { id: table.newId(random), created_at: wholeSecond(at), updated_at: instant(at), ...fields }
    return table.insert(row as unknown as T, at)
  }

  /** People a job or an application can be given to. */
  staff(): readonly User[] {
    if (this.#staffAsOf !== this.users.writes) {
      this.#staff = [...this.users.rows()].filter((user) => !user.deactivated && !user.hidden.service_account)
      this.#staffAsOf = this.users.writes
    }
    return this.#staff
  }

  /** The newest version of an application's offer. */
  currentOffer(applicationId: number): Offer | undefined {
    return this.where(offers, 'application_id', applicationId).reduce<Offer | undefined>(
      (newest, offer) => (newest === undefined || offer.version > newest.version ? offer : newest),
      undefined,
    )
  }

  /** A job's stages in their order, the first one sort_order 0 (Harvest v3 reference). */
  stagesOf(jobId: number): JobInterviewStage[] {
    return this.where(jobInterviewStages, 'job_id', jobId).sort((one, other) => one.sort_order - other.sort_order)
  }

  tables(): Iterable<Pick<Table<Entity>, 'name' | 'size' | 'unsurfaced'>> {
    return this.#tables.values()
  }

  /** From here on changes are remembered: what is there now has always been there. */
  beginHistory(): void {
    this.#hasHistory = true
    for (const table of this.#tables.values()) table.beginHistory()
  }
}
