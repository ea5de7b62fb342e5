import { closeJob, createJob, openJob, updateJob } from '../acts/jobs.js'
import { removeDepartment, removeJob, removeOffice } from '../acts/removals.js'
import { changeUser, createDepartment, createOffice, createUser } from '../acts/staff.js'
import type { Job } from '../collections/jobs.js'
import { jobInWebhook } from '../webhooks/jobs.js'
import { goneDepartmentInWebhook, goneOfficeInWebhook } from '../webhooks/places.js'
import type { Step, World } from './step.js'

/** What happens to jobs and to the company itself; creation and change of departments, offices and users have no webhook. */
export const COMPANY_STEPS: readonly Step[] = [
  { name: 'create_job', weight: 1.2, take: takeCreateJob },
  { name: 'update_job', weight: 4, take: takeUpdateJob },
  { name: 'close_job', weight: 0.3, take: takeCloseJob },
  { name: 'approve_job', weight: 0.5, take: takeApproveJob },
  { name: 'delete_job', weight: 0.3, take: takeDeleteJob },
  { name: 'create_user', weight: 0.2, take: takeCreateUser },
  { name: 'change_user', weight: 1.5, take: takeChangeUser },
  { name: 'create_department', weight: 0.3, take: takeCreateDepartment },
  { name: 'rename_department', weight: 0.3, take: takeRenameDepartment },
  { name: 'delete_department', weight: 0.2, take: takeDeleteDepartment },
  { name: 'create_office', weight: 0.25, take: takeCreateOffice },
  { name: 'rename_office', weight: 0.3, take: takeRenameOffice },
  { name: 'delete_office', weight: 0.15, take: takeDeleteOffice },
]

const FEWEST_OPEN_JOBS = 4
const FEWEST_PLACES = 5
const MOST_DEACTIVATED = 0.3

function takeCreateJob(world: World): boolean {
  const { company, invention, at } = world
  const status = invention.random.chance(0.2) ? 'draft' : 'open'
  return raiseJob(world, 'job_created', createJob(company, invention, at, { status }))
}

function takeUpdateJob(world: World): boolean {
  const { company, invention, at } = world
  const job = company.jobs.any(invention.random, ({ is_template }) => is_template !== true)
  if (job === undefined) return false
  const reopens = job.status === 'closed' && invention.random.chance(0.3)
  return raiseJob(world, 'job_updated', reopens ? openJob(company, invention, job, at) : updateJob(company, invention, job, at))
}

function takeCloseJob(world: World): boolean {
  const open = [...world.company.jobs.rows()].filter(({ status }) => status === 'open')
  if (open.length <= FEWEST_OPEN_JOBS) return false
  return raiseJob(world, 'job_updated', closeJob(world.company, world.invention.random.pick(open), world.at))
}

/** job_approved carries the approval flow beside the job (Recruiting webhooks guide); nothing on the job changes. */
function takeApproveJob({ company, invention, raise }: World): boolean {
  const job = company.jobs.any(invention.random)
  if (job === undefined) return false
  const approval_flow_type = invention.random.pick(['open_job', 'offer_job'])
  raise('job_approved', { approval_flow: { approval_flow_type }, job: jobInWebhook(company, job) })
  return true
}

/** Without silent cascades only jobs that no application, prospect or copy names. */
function takeDeleteJob({ company, invention, at, cascade, raise }: World): boolean {
  const isUnnamed = ({ id }: Job): boolean =>
    company.applicationsByJob.count(id) === 0 && company.prospectsByJob.count(id) === 0 && company.copiesByJob.count(id) === 0
  const isFit = (job: Job): boolean => isUnnamed(job) || (cascade === 'silent' && job.status !== 'open')
  const job = company.jobs.any(invention.random, isFit)
  if (job === undefined) return false
  removeJob(company, job.id, at, cascade)
  raise('job_deleted', { job: { id: job.id, name: job.name } })
  return true
}

function takeCreateUser({ company, invention, at }: World): boolean {
  createUser(company, invention, at)
  return true
}

function takeChangeUser({ company, invention, at }: World): boolean {
  const staff = company.staff().length
  const mayDeactivate = staff > company.users.size * (1 - MOST_DEACTIVATED)
  const user = company.users.any(invention.random, ({ hidden, site_admin, deactivated }) => {
    return !hidden.service_account && !site_admin && (mayDeactivate || deactivated)
  })
  if (user === undefined) return false
  changeUser(company, invention, user, at)
  return true
}

function takeCreateDepartment({ company, invention, at }: World): boolean {
  createDepartment(company, invention, company.departments.any(invention.random), at)
  return true
}

function takeRenameDepartment({ company, invention, at }: World): boolean {
  const department = company.departments.any(invention.random)
  if (department === undefined) return false
  company.departments.change(department.id, { name: `${invention.faker.commerce.department()} (new)` }, at)
  return true
}

function takeDeleteDepartment({ company, invention, at, cascade, raise }: World): boolean {
  const department = company.departments.any(invention.random)
  if (department === undefined || company.departments.size <= FEWEST_PLACES) return false
  const payload = { department: goneDepartmentInWebhook(company, department) }
  removeDepartment(company, department, at, cascade)
  raise('department_deleted', payload)
  return true
}

function takeCreateOffice({ company, invention, at }: World): boolean {
  createOffice(company, invention, company.offices.any(invention.random), at)
  return true
}

function takeRenameOffice({ company, invention, at }: World): boolean {
  const office = company.offices.any(invention.random)
  if (office === undefined) return false
  company.offices.change(office.id, { name: `${office.name.slice(0, 40)} ${invention.random.int(2, 99)}` }, at)
  return true
}

function takeDeleteOffice({ company, invention, at, cascade, raise }: World): boolean {
  const office = company.offices.any(invention.random)
  if (office === undefined || company.offices.size <= FEWEST_PLACES) return false
  const payload = { office: goneOfficeInWebhook(company, office) }
  removeOffice(company, office, at, cascade)
  raise('office_deleted', payload)
  return true
}

function raiseJob({ company, raise }: World, action: 'job_created' | 'job_updated', job: Job): boolean {
  raise(action, { job: jobInWebhook(company, job) })
  return true
}
