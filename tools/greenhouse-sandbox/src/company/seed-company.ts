import { addProspect, apply } from '../operations/applications.js'
import { createCandidate } from '../operations/candidates.js'
import { moveStage, reject } from '../operations/decisions.js'
import { addNote } from '../operations/notes.js'
import { addPast } from '../operations/history.js'
import { closeJob, createJob } from '../operations/jobs.js'
import { createOffer, hire, rejectOffer } from '../operations/offers.js'
import { createDepartment, createOffice, createServiceUser, createUser } from '../operations/staff.js'
import type { Application } from '../collections/applications.js'
import type { Candidate } from '../collections/candidates.js'
import type { Job } from '../collections/jobs.js'
import { referrers } from '../collections/referrers.js'
import { DAY_MS } from '../instants.js'
import type { Company } from './company.js'
import { seedFields } from './seed-fields.js'
import { seedInterviews } from './seed-interviews.js'
import { seedPools, seedSettings } from './seed-settings.js'
import { seedSetup } from './seed-setup.js'
import type { Invention } from './invention.js'

export interface Founding {
  /** A Site Admin a token may act as. */
  readonly adminId: number
  /** The credential's own service user. */
  readonly serviceUserId: number
}

const YEARS = 2

/** Fills an empty company with as many candidates as asked, and everything that goes with them, over the two years before `asOf`. */
export function seedCompany(company: Company, invention: Invention, size: number, asOf: number): Founding {
  const start = asOf - YEARS * 365 * DAY_MS
  seedSetup(company, invention, start)
  const founding = seedStaff(company, invention, size, start)
  const jobs = seedJobs(company, invention, size, start, asOf)
  for (let number = 0; number < size; number++) seedCandidate(company, invention, jobs, number, start, asOf)
  for (const job of company.jobs.rows()) {
    if (job.status === 'open' && invention.random.chance(0.15))
      closeJob(company, invention, job, asOf - invention.random.int(1, 60) * DAY_MS)
  }
  company.beginHistory()
  return founding
}

function seedStaff(company: Company, invention: Invention, size: number, start: number): Founding {
  const { random } = invention
  const early = (): number => start - random.int(1, 400 * DAY_MS)
  for (let i = 0; i < 18; i++) {
    createDepartment(company, invention, random.chance(0.3) ? undefined : company.departments.any(random), early())
    if (i < 12) createOffice(company, invention, random.chance(0.4) ? undefined : company.offices.any(random), early())
  }
  const admin = createUser(company, invention, early(), { site_admin: true, deactivated: false })
  const service = createServiceUser(company, invention, early())
  createServiceUser(company, invention, early(), { id: Number.MAX_SAFE_INTEGER - 40_122, name: 'Payroll sync', last_name: null })
  for (let i = 0; i < Math.min(200, 20 + size / 40); i++) createUser(company, invention, early())
  createUser(company, invention, early(), { deactivated: true })
  for (const user of random.some(company.staff(), 8)) {
    company.add(referrers, random, early(), { name: user.name ?? '', user_id: user.id })
  }
  seedFields(company, invention, start)
  seedSettings(company, invention, start)
  return { adminId: admin.id, serviceUserId: service.id }
}

function seedJobs(company: Company, invention: Invention, size: number, start: number, asOf: number): Job[] {
  const { random } = invention
  const jobs = Array.from({ length: Math.ceil(8 + size / 40) }, () =>
    createJob(company, invention, start - random.int(0, 90) * DAY_MS),
  )
  seedPools(company, invention, jobs, start)
  jobs.push(createJob(company, invention, start, { id: Number.MAX_SAFE_INTEGER - 7_000, confidential: true }))
  const late = asOf - 40 * DAY_MS
  createJob(company, invention, late, { is_template: true, status: 'draft', name: 'Template: Engineer' })
  for (let i = 0; i < 3; i++) createJob(company, invention, late, { status: 'draft' })
  createJob(company, invention, late, { status: 'draft', confidential: true, department_id: null, office_ids: [] })
  return jobs
}

function seedCandidate(
  company: Company,
  invention: Invention,
  jobs: readonly Job[],
  number: number,
  start: number,
  asOf: number,
): void {
  const { random } = invention
  const at = random.int(start, asOf - DAY_MS)
  const id = number > 0 && number % 900 === 0 ? Number.MAX_SAFE_INTEGER - 1_000_000 + number : undefined
  const isSparse = random.chance(0.12)
  const given = { ...(id === undefined ? {} : { id }), ...(isSparse ? { tags: [] } : {}) }
  const candidate = createCandidate(company, invention, at, given)
  if (!isSparse) addPast(company, invention, candidate, at)
  const dice = random.next()
  const count = dice < (isSparse ? 0.4 : 0.02) ? 0 : dice < 0.7 ? 1 : dice < 0.92 ? 2 : 3
  for (let i = 0; i < count; i++) {
    const then = random.int(at, asOf - 1)
    const applying = { candidate, ...(id !== undefined && i === 0 ? { id: id - 500 } : {}) }
    if (random.chance(0.15)) addProspect(company, invention, applying, random.some(jobs, random.int(0, 3)), then)
    else seedProcess(company, invention, apply(company, invention, applying, random.pick(jobs), then), then, asOf)
  }
  if (random.chance(0.01)) linkToUser(company, invention, candidate, asOf)
}

/** What has become of an application since. */
function seedProcess(company: Company, invention: Invention, first: Application, appliedAt: number, asOf: number): void {
  const { random } = invention
  let application = first
  let at = appliedAt
  const laterOn = (): number => (at = Math.min(asOf - 1, at + random.int(1, 20 * DAY_MS)))
  for (let moves = random.int(0, 6); moves > 0; moves--) {
    seedInterviews(company, invention, application, laterOn)
    application = moveStage(company, invention, application, laterOn()) ?? application
  }
  if (random.chance(0.4)) {
    addNote(company, invention, { candidate_id: application.candidate_id, application_id: application.id }, laterOn())
  }
  const last = application.stage_name === 'Offer'
  if (last) {
    const made = createOffer(company, invention, application, laterOn())
    const offer = random.chance(0.3) ? createOffer(company, invention, application, laterOn(), made) : made
    if (random.chance(0.5)) hire(company, application, offer, laterOn())
    else if (random.chance(0.4)) rejectOffer(company, offer, laterOn())
  } else if (random.chance(0.55)) {
    reject(company, invention, application, laterOn())
  }
}

/** An employee who once applied. */
function linkToUser(company: Company, { random }: Invention, candidate: Candidate, at: number): void {
  const user = random.pick(company.staff())
  company.candidates.change(candidate.id, { linked_user_ids: [user.id] }, at)
  company.users.change(user.id, { linked_candidate_ids: [...user.linked_candidate_ids, candidate.id] }, at)
}
