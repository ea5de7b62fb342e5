import { closeJob, createJob, openJob, updateJob } from '../operations/jobs.js'
import { approve } from '../operations/approvals.js'
import { isBare, removeDepartment, removeOffice, removeRow } from '../operations/removals.js'
import { changeUser, createDepartment, createOffice, createUser } from '../operations/staff.js'
import { approvalFlows } from '../collections/approval-flows.js'
import { type Department, departments } from '../collections/departments.js'
import { type Job, jobs } from '../collections/jobs.js'
import { type Office, offices } from '../collections/offices.js'
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
  { name: 'create_office', weight: 0.4, take: takeCreateOffice },
  { name: 'rename_office', weight: 0.3, take: takeRenameOffice },
  { name: 'delete_office', weight: 0.3, take: takeDeleteOffice },
]

const FEWEST_OPEN_JOBS = 4
const FEWEST_PLACES = 5
const MOST_DEACTIVATED = 0.3

function takeCreateJob(world: World): boolean {
  const { company, invention, at } = world
  const status = invention.random.chance(0.35) ? 'draft' : 'open'
  return raiseJob(world, 'job_created', createJob(company, invention, at, { status }))
}

function takeUpdateJob(world: World): boolean {
  const { company, invention, at } = world
  const job = company.jobs.any(invention.random, ({ is_template }) => is_template !== true)
  if (job === undefined) return false
  const reopens = job.status === 'closed' && invention.random.chance(0.3)
  return raiseJob(world, 'job_updated', reopens ? openJob(company, invention, job, at) : updateJob(world, invention, job))
}

function takeCloseJob(world: World): boolean {
  const open = [...world.company.jobs.rows()].filter(({ status }) => status === 'open')
  if (open.length <= FEWEST_OPEN_JOBS) return false
  return raiseJob(world, 'job_updated', closeJob(world.company, world.invention, world.invention.random.pick(open), world.at))
}

/**
 * job_approved carries the approval flow beside the job (https://developers.greenhouse.io/webhooks.html); nothing on the job
 * changes.
 */
function takeApproveJob({ company, invention, at, raise }: World): boolean {
  const flow = company.of(approvalFlows).any(invention.random, ({ approval_type }) => approval_type !== 'offer_candidate')
  const job = company.jobs.get(flow?.job_id)
  if (flow === undefined || job === undefined) return false
  approve(company, flow, at)
  raise('job_approved', { approval_flow: { approval_flow_type: flow.approval_type }, job: jobInWebhook(company, job) })
  return true
}

/** Without silent cascades only jobs on which nothing hangs: drafts without a plan. */
function takeDeleteJob(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = (job: Job): boolean => isBare(company, jobs, job.id) || (cascade === 'silent' && job.status !== 'open')
  const job = company.jobs.any(invention.random, isFit)
  if (job === undefined) return false
  removeRow(world, jobs, job.id)
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

function takeDeleteDepartment(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = ({ id }: Department): boolean => cascade === 'silent' || isBare(company, departments, id)
  const department = company.departments.any(invention.random, isFit)
  if (department === undefined || company.departments.size <= FEWEST_PLACES) return false
  const payload = { department: goneDepartmentInWebhook(company, department) }
  removeDepartment(world, department)
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

function takeDeleteOffice(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = ({ id }: Office): boolean => cascade === 'silent' || isBare(company, offices, id)
  const office = company.offices.any(invention.random, isFit)
  if (office === undefined || company.offices.size <= FEWEST_PLACES) return false
  const payload = { office: goneOfficeInWebhook(company, office) }
  removeOffice(world, office)
  raise('office_deleted', payload)
  return true
}

function raiseJob({ company, raise }: World, action: 'job_created' | 'job_updated', job: Job): boolean {
  raise(action, { job: jobInWebhook(company, job) })
  return true
}
