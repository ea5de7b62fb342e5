import { closeReasons } from '../collections/close-reasons.js'
import type { Job } from '../collections/jobs.js'
import { openings } from '../collections/openings.js'
import type { Company } from '../company/company.js'
import { inventFieldValues, withOneFieldChanged } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import type { Happening } from '../company/ties.js'
import { instant, wholeSecond } from '../instants.js'
import { addApprovalFlow } from './approvals.js'
import { createJobPost } from './job-posts.js'
import { addPlan } from './plans.js'
import { addTeam, changeTeam } from './teams.js'

/** A job with its plan of stages, its openings and its team. `given` sets what the caller wants set. */
export function createJob(company: Company, invention: Invention, at: number, given: Partial<Job> = {}): Job {
  const { random } = invention
  const id = given.id ?? company.jobs.newId(random)
  const status = given.status ?? 'open'
  const staff = company.staff()
  const job = company.jobs.insert(
    {
      id,
      created_at: wholeSecond(at),
      updated_at: instant(at),
      name: inventJobName(invention),
      requisition_id: random.chance(0.3) ? null : `REQ-${id % 100_000}`,
      notes: random.chance(0.5) ? null : invention.paragraph(),
      confidential: random.chance(0.05),
      status,
      opened_at: status === 'draft' ? null : wholeSecond(at),
      closed_at: null,
      is_template: random.chance(0.1) ? null : false,
      copied_from_id: random.chance(0.15) ? (company.jobs.any(random)?.id ?? null) : null,
      department_id: random.chance(0.08) ? null : (company.departments.any(random)?.id ?? null),
      office_ids: random.chance(0.12)
        ? null
        : random.some([...company.offices.rows()], random.int(0, 2)).map((office) => office.id),
      custom_fields: inventFieldValues(invention, 'job', staff),
      hidden: { created_by_id: random.pick(staff).id },
      ...given,
    },
    at,
  )
  if (status !== 'draft') setUp(company, invention, job, at)
  for (let count = random.int(1, 3); count > 0 && status !== 'draft'; count--) addOpening(company, invention, id, at)
  return job
}

/** All that hangs on a job that is more than a draft: plan, team, approvals, posts. */
function setUp(company: Company, invention: Invention, job: Job, at: number): void {
  const { random } = invention
  addPlan(company, invention, job.id, at)
  addTeam(company, invention, job.id, at)
  const about = { job_id: job.id, offer_id: null }
  addApprovalFlow(company, invention, { ...about, approval_type: 'open_job' }, at)
  if (random.chance(0.5)) addApprovalFlow(company, invention, { ...about, approval_type: 'offer_job' }, at)
  for (let count = random.int(0, 2); count > 0; count--) createJobPost(company, invention, job, at)
}

/**
 * What a job_updated webhook is raised for: name, place, notes, team, custom fields
 * (https://developers.greenhouse.io/webhooks.html).
 */
export function updateJob(happening: Happening, invention: Invention, job: Job): Job {
  const { random } = invention
  const { company, at } = happening
  const inventChange = (): Partial<Job> => {
    switch (random.int(0, 5)) {
      case 0:
        return { name: inventJobName(invention) }
      case 1:
        return { notes: random.chance(0.2) ? null : invention.paragraph() }
      case 2:
        return { department_id: company.departments.any(random)?.id ?? null }
      case 3:
        return { office_ids: random.some([...company.offices.rows()], random.int(1, 3)).map((office) => office.id) }
      case 4:
        changeTeam(happening, invention, job.id)
        return {}
      default:
        return { custom_fields: withOneFieldChanged(invention, 'job', job.custom_fields, company.staff()) }
    }
  }
  if (job.status === 'draft') return openJob(company, invention, job, at)
  return company.jobs.change(job.id, inventChange(), at)
}

export function closeJob(company: Company, { random }: Invention, job: Job, at: number): Job {
  const reasons = company.all(closeReasons).filter(({ name }) => !name.startsWith('Hire -'))
  const close_reason_id = random.pickOrNull(reasons, 0.2)?.id ?? null

  for (const opening of company.where(openings, 'job_id', job.id)) {
    if (opening.closed_at === null)
      company.openings.change(opening.id, { closed_at: wholeSecond(at), open: false, close_reason_id }, at)
  }
  return company.jobs.change(job.id, { status: 'closed', closed_at: wholeSecond(at) }, at)
}

/**
 * opened_at is the first opening; closed_at is null again after reopening
 * (https://harvestdocs.greenhouse.io/reference/get_v3-jobs).
 */
export function openJob(company: Company, invention: Invention, job: Job, at: number): Job {
  if (company.stagesOf(job.id).length === 0) setUp(company, invention, job, at)
  addOpening(company, invention, job.id, at)
  return company.jobs.change(job.id, { status: 'open', opened_at: job.opened_at ?? wholeSecond(at), closed_at: null }, at)
}

function addOpening(company: Company, invention: Invention, jobId: number, at: number): void {
  const { random } = invention
  const id = company.openings.newId(random)
  company.add(openings, random, at, {
    id,
    job_id: jobId,
    opened_at: wholeSecond(at),
    closed_at: null,
    sort_order: company.by(openings, 'job_id').count(jobId),
    opening_id: random.chance(0.2) ? null : `${jobId % 1000}-${id % 1000}`,
    application_id: null,
    close_reason_id: null,
    target_start_on: random.chance(0.5) ? null : invention.dayAround(at, 30, 200),
    open: true,
    custom_fields: {},
  })
}

const inventJobName = ({ random, faker }: Invention): string =>
  random.chance(0.1)
    ? random.pick([
        'Ingénieur·e logiciel',
        'Buchhalter:in (m/w/d)',
        'データエンジニア',
        'R&D <Lead>',
        '"Growth" \\ Ops',
        'Chef 🍳',
      ])
    : faker.person.jobTitle()
