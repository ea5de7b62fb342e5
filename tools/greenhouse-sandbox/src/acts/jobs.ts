import type { Job } from '../collections/jobs.js'
import type { Company } from '../company/company.js'
import { inventFieldValues, withOneFieldChanged } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { instant, wholeSecond } from '../instants.js'

const PLAN = [
  'Application Review',
  'Recruiter Phone Screen',
  'Take Home Test',
  'Face to Face',
  'Panel & Lunch',
  'Reference Check',
]

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
      office_ids: random.chance(0.05)
        ? null
        : random.some([...company.offices.rows()], random.int(0, 2)).map((office) => office.id),
      custom_fields: inventFieldValues(invention, 'job', staff),
      hidden: {
        job_post_id: random.chance(0.2) ? null : id + 11,
        created_by_id: random.pick(staff).id,
        hiring_team: inventTeam(company, invention),
      },
      ...given,
    },
    at,
  )
  addPlan(company, invention, id, at)
  for (let count = random.int(1, 3); count > 0 && status !== 'draft'; count--) addOpening(company, invention, id, at)
  return job
}

/** What a job_updated webhook is raised for: name, place, notes, team, custom fields (Recruiting webhooks guide). */
export function updateJob(company: Company, invention: Invention, job: Job, at: number): Job {
  const { random } = invention
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
        return { hidden: { ...job.hidden, hiring_team: inventTeam(company, invention) } }
      default:
        return { custom_fields: withOneFieldChanged(invention, 'job', job.custom_fields, company.staff()) }
    }
  }
  if (job.status === 'draft') return openJob(company, invention, job, at)
  return company.jobs.change(job.id, inventChange(), at)
}

export function closeJob(company: Company, job: Job, at: number): Job {
  for (const opening of company.openingsByJob.of(job.id)) {
    if (opening.closed_at === null) company.openings.change(opening.id, { closed_at: wholeSecond(at) }, at)
  }
  return company.jobs.change(job.id, { status: 'closed', closed_at: wholeSecond(at) }, at)
}

/** opened_at is the first opening; closed_at is null again after reopening (Harvest v3 reference). */
export function openJob(company: Company, invention: Invention, job: Job, at: number): Job {
  addOpening(company, invention, job.id, at)
  return company.jobs.change(job.id, { status: 'open', opened_at: job.opened_at ?? wholeSecond(at), closed_at: null }, at)
}

function addOpening(company: Company, { random }: Invention, jobId: number, at: number): void {
  const id = company.openings.newId(random)
  company.openings.insert(
    {
      id,
      created_at: wholeSecond(at),
      updated_at: instant(at),
      job_id: jobId,
      opening_id: random.chance(0.2) ? null : `${jobId % 1000}-${id % 1000}`,
      opened_at: wholeSecond(at),
      closed_at: null,
      application_id: null,
    },
    at,
  )
}

function addPlan(company: Company, invention: Invention, jobId: number, at: number): void {
  const { random } = invention
  // Offer is the last stage (Harvest v3 reference).
  for (const [index, name] of [...random.some(PLAN, random.int(3, PLAN.length)), 'Offer'].entries()) {
    const id = company.jobInterviewStages.newId(random)
    const interview = {
      id: id + 3,
      name,
      kit: {
        id: id + 5,
        content: invention.paragraph(),
        questions: random.chance(0.5) ? [] : [{ id: id + 7, question: 'What did you build <last>?' }],
      },
      interviewer_ids: random.some(company.staff(), random.int(0, 2)).map((user) => user.id),
    }
    company.jobInterviewStages.insert(
      {
        id,
        created_at: wholeSecond(at),
        updated_at: instant(at),
        job_id: jobId,
        name,
        sort_order: index,
        active: true,
        interviews: name === 'Offer' ? [] : [interview],
      },
      at,
    )
  }
}

function inventTeam(company: Company, { random }: Invention): Job['hidden']['hiring_team'] {
  const staff = company.staff()
  const several = (): number[] => random.some(staff, random.int(0, 2)).map((user) => user.id)
  return { hiring_managers: several(), sourcers: several(), recruiters: several(), coordinators: several() }
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
