import { futureJobPermissions } from '../collections/future-job-permissions.js'
import { jobHiringManagers } from '../collections/job-hiring-managers.js'
import { jobNotes } from '../collections/job-notes.js'
import { type JobOwner, jobOwners } from '../collections/job-owners.js'
import { userJobPermissions } from '../collections/user-job-permissions.js'
import { userRoles } from '../collections/user-roles.js'
import type { User } from '../collections/users.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import type { Happening } from '../company/ties.js'

const KINDS = ['sourcer', 'recruiter', 'coordinator'] as const satisfies readonly JobOwner['type'][]

/** The people of a job: owners, hiring managers, and who else may see it. */
export function addTeam(company: Company, invention: Invention, jobId: number, at: number): void {
  const { random } = invention
  const staff = company.staff()
  for (const type of KINDS) {
    for (const user of random.some(staff, random.int(0, 2))) addOwner(company, invention, jobId, user, type, at)
  }
  for (const { id } of random.some(staff, random.int(0, 2))) {
    company.add(jobHiringManagers, random, at, { job_id: jobId, user_id: id })
  }
  for (const user of random.some(staff, random.int(0, 3))) permit(company, invention, jobId, user, at)
  if (random.chance(0.4)) addJobNote(company, invention, jobId, at)
}

/** One more on the team; with silent cascades the others of the kind leave. */
export function changeTeam({ company, at, cascade }: Happening, invention: Invention, jobId: number): void {
  const { random } = invention
  const type = random.pick(KINDS)
  const owners = company.where(jobOwners, 'job_id', jobId).filter((owner) => owner.type === type)
  const others = company.staff().filter(({ id }) => !owners.some(({ user_id }) => user_id === id))
  const user = random.pickOrNull(others, 0)
  if (user !== null) addOwner(company, invention, jobId, user, type, at)
  if (cascade === 'silent') for (const { id } of owners) company.of(jobOwners).remove(id, at)
}

/** A user gets another role on a job, or on jobs to come; with silent cascades one loses it. */
export function changePermissions({ company, at, cascade }: Happening, invention: Invention): boolean {
  const { random } = invention
  const known = company.of(userJobPermissions).any(random)
  if (known !== undefined && random.chance(0.5)) {
    if (cascade === 'silent' && random.chance(0.5)) company.of(userJobPermissions).remove(known.id, at)
    else company.of(userJobPermissions).change(known.id, { role_id: anyJobRole(company, invention) }, at)
    return true
  }
  const job = company.jobs.any(random)
  const user = random.pick(company.staff())
  if (job === undefined || user.site_admin) return false
  permit(company, invention, job.id, user, at)
  return true
}

/**
 * Both department and office null: every future job (https://harvestdocs.greenhouse.io/reference/get_v3-future-job-permissions).
 */
export function permitFuture(company: Company, invention: Invention, user: User, at: number): void {
  const { random } = invention
  company.add(futureJobPermissions, random, at, {
    department_id: random.pickOrNull([...company.departments.rows()].slice(0, 4), 0.4)?.id ?? null,
    user_id: user.id,
    office_id: random.pickOrNull([...company.offices.rows()].slice(0, 3), 0.6)?.id ?? null,
    role_id: anyJobRole(company, invention),
  })
}

export function addJobNote(company: Company, invention: Invention, jobId: number, at: number): void {
  const { random } = invention
  company.add(jobNotes, random, at, {
    job_id: jobId,
    user_id: random.pick(company.staff()).id,
    body: random.chance(0.2) ? null : invention.text(),
    visibility: random.pick(['admin_only_visible', 'privately_visible', null]),
  })
}

function addOwner(
  company: Company,
  { random }: Invention,
  jobId: number,
  { id }: User,
  type: JobOwner['type'],
  at: number,
): void {
  company.add(jobOwners, random, at, { job_id: jobId, user_id: id, type, responsible: random.chance(0.5) })
}

/** Site Admins never appear (https://harvestdocs.greenhouse.io/reference/get_v3-user-job-permissions). */
function permit(company: Company, invention: Invention, jobId: number, user: User, at: number): void {
  if (user.site_admin) return
  const automated = invention.random.pick([true, false, null])
  const role_id = anyJobRole(company, invention)
  company.add(userJobPermissions, invention.random, at, { job_id: jobId, user_id: user.id, role_id, automated })
}

const anyJobRole = (company: Company, { random }: Invention): number =>
  random.pick(company.all(userRoles).filter(({ role_type }) => role_type === 'job_admin')).id
