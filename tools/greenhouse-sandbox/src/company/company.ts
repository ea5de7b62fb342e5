import type { ApplicationStage } from '../collections/application-stages.js'
import type { Application } from '../collections/applications.js'
import type { Candidate } from '../collections/candidates.js'
import type { Department } from '../collections/departments.js'
import type { Job } from '../collections/jobs.js'
import type { Offer } from '../collections/offers.js'
import type { Office } from '../collections/offices.js'
import type { User } from '../collections/users.js'
import type { JobInterviewStage, Named, Opening, Referrer, RejectionReason } from './setup.js'
import { REFERRER_NAMES, REJECTION_REASONS, SOURCES } from './setup.js'
import { type Entity, Table, type WriteConditions } from './table.js'

/** The invented company: the truth that listings, webhooks and the control API are views of. */
export class Company {
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

  readonly sources: readonly Named[] = SOURCES
  readonly rejectionReasons: readonly RejectionReason[] = REJECTION_REASONS
  /** Outsiders first; users who refer are added while founding. */
  readonly referrers: Referrer[] = REFERRER_NAMES.map((name, index) => ({ id: 3_700_000_010 + 13 * index, name, user_id: null }))

  readonly applicationsByCandidate
  readonly applicationsByJob
  readonly prospectsByJob
  readonly stagesByApplication
  readonly offersByApplication
  readonly openingsByJob
  readonly openingsByApplication
  readonly stagesByJob
  readonly jobsByDepartment
  readonly jobsByOffice
  readonly copiesByJob
  readonly departmentsByParent
  readonly officesByParent

  #staff: readonly User[] = []
  #staffAsOf = -1

  constructor(conditions: WriteConditions) {
    const table = <T extends Entity>(name: string, firstId: number): Table<T> => new Table<T>(name, firstId, conditions)
    // Ids of different lengths, most of them past 2^31, so that neither 32 bits nor sorting as text will do.
    this.candidates = table('candidates', 9_900_000_000)
    this.applications = table('applications', 8_800_000_000)
    this.jobs = table('jobs', 4_400_000_000)
    this.applicationStages = table('application_stages', 97_700_000_000)
    this.offers = table('offers', 6_600_000_000)
    this.users = table('users', 4_999_999_000)
    this.departments = table('departments', 4_000_000_000)
    this.offices = table('offices', 4_100_000_000)
    this.openings = table('openings', 5_500_000_000)
    this.jobInterviewStages = table('job_interview_stages', 7_700_000_000)

    this.applicationsByCandidate = this.applications.index((row) => [row.candidate_id])
    this.applicationsByJob = this.applications.index((row) => [row.job_id])
    this.prospectsByJob = this.applications.index((row) => row.prospective_job_ids)
    this.stagesByApplication = this.applicationStages.index((row) => [row.application_id])
    this.offersByApplication = this.offers.index((row) => [row.application_id])
    this.openingsByJob = this.openings.index((row) => [row.job_id])
    this.openingsByApplication = this.openings.index((row) => [row.application_id])
    this.stagesByJob = this.jobInterviewStages.index((row) => [row.job_id])
    this.jobsByDepartment = this.jobs.index((row) => [row.department_id])
    this.jobsByOffice = this.jobs.index((row) => row.office_ids ?? [])
    this.copiesByJob = this.jobs.index((row) => [row.copied_from_id])
    this.departmentsByParent = this.departments.index((row) => [row.parent_id])
    this.officesByParent = this.offices.index((row) => [row.parent_id])
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
    return this.offersByApplication
      .of(applicationId)
      .reduce<Offer | undefined>(
        (newest, offer) => (newest === undefined || offer.version > newest.version ? offer : newest),
        undefined,
      )
  }

  /** A job's stages in their order, the first one sort_order 0 (Harvest v3 reference). */
  stagesOf(jobId: number): JobInterviewStage[] {
    return this.stagesByJob.of(jobId).sort((one, other) => one.sort_order - other.sort_order)
  }

  tables(): readonly Pick<Table<Entity>, 'name' | 'size' | 'beginHistory' | 'unsurfaced'>[] {
    const { candidates, applications, jobs, applicationStages, offers, users, departments, offices } = this
    return [
      candidates,
      applications,
      jobs,
      applicationStages,
      offers,
      users,
      departments,
      offices,
      this.openings,
      this.jobInterviewStages,
    ]
  }
}
