import type { Application } from '../collections/applications.js'
import type { Job } from '../collections/jobs.js'
import type { Offer } from '../collections/offers.js'
import { closeReasons } from '../collections/close-reasons.js'
import { openings } from '../collections/openings.js'
import type { Company } from '../company/company.js'
import { inventFieldValues } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { day, instant, wholeSecond } from '../instants.js'
import { changeApplication } from './applications.js'
import { addApprovalFlow } from './approvals.js'
import { addAttachment } from './notes.js'

/** An application's first offer, or the next version after `previous`, which turns Deprecated (Harvest v3 reference). */
export function createOffer(
  company: Company,
  invention: Invention,
  application: Application,
  at: number,
  previous?: Offer,
): Offer {
  const { random } = invention
  if (application.job_id === null) throw new Error('an offer needs a job')
  const opening = company.where(openings, 'job_id', application.job_id).find(({ closed_at }) => closed_at === null)
  if (previous !== undefined) company.offers.change(previous.id, { status: 'Deprecated' }, at)
  changeApplication(company, application, {}, at)
  const offer = company.offers.insert(
    {
      id: company.offers.newId(random),
      created_at: wholeSecond(at),
      updated_at: instant(at),
      version: (previous?.version ?? 0) + 1,
      application_id: application.id,
      job_id: application.job_id,
      candidate_id: application.candidate_id,
      opening_id: previous?.opening_id ?? (random.chance(0.3) ? null : (opening?.id ?? null)),
      status: 'Created',
      starts_on: random.chance(0.15) ? null : invention.dayAround(at, 10, 120),
      sent_on: random.chance(0.4) ? null : day(at),
      resolved_at: null,
      custom_fields: inventFieldValues(invention, 'offer', company.staff()),
      hidden: { user_id: random.pick(company.staff()).id, notes: random.chance(0.5) ? null : invention.text() },
    },
    at,
  )
  const about = { job_id: offer.job_id, offer_id: offer.id, approval_type: 'offer_candidate' } as const
  if (random.chance(0.6)) addApprovalFlow(company, invention, about, at)
  if (random.chance(0.3)) addAttachment(company, invention, application, at, random.pick(['offer_letter', 'offer_packet']))
  return offer
}

/** A change that the organisation does not track: same version. */
export function amendOffer(company: Company, invention: Invention, offer: Offer, at: number): Offer {
  const hidden = { ...offer.hidden, notes: invention.text() }
  return company.offers.change(offer.id, { sent_on: offer.sent_on ?? day(at), hidden }, at)
}

export function rejectOffer(company: Company, offer: Offer, at: number): Offer {
  return company.offers.change(offer.id, { status: 'Rejected', resolved_at: wholeSecond(at) }, at)
}

export interface Hire {
  readonly application: Application
  readonly offer: Offer
  /** The job, where its last open opening was filled and it closed itself (Harvest v3 reference). */
  readonly closedJob: Job | undefined
}

/** The hire action: offer accepted, opening filled. */
export function hire(company: Company, application: Application, offer: Offer, at: number): Hire {
  const open = company.where(openings, 'job_id', offer.job_id).filter(({ closed_at }) => closed_at === null)
  const filled = open.find(({ id }) => id === offer.opening_id) ?? open[0]
  const accepted = company.offers.change(
    offer.id,
    { status: 'Accepted', resolved_at: wholeSecond(at), opening_id: filled?.id ?? offer.opening_id },
    at,
  )
  if (filled !== undefined)
    company.openings.change(filled.id, { ...closed(company), closed_at: wholeSecond(at), application_id: application.id }, at)
  const closedJob =
    open.length === 1 ? company.jobs.change(offer.job_id, { status: 'closed', closed_at: wholeSecond(at) }, at) : undefined
  const hired = changeApplication(company, application, { status: 'hired' }, at)
  return { application: hired, offer: accepted, closedJob }
}

/** Reasons that start with "Hire -" count as hires (https://harvestdocs.greenhouse.io/reference/get_v3-close-reasons). */
function closed(company: Company): { readonly open: boolean; readonly close_reason_id: number | null } {
  return { open: false, close_reason_id: company.all(closeReasons).find(({ name }) => name.startsWith('Hire -'))?.id ?? null }
}

interface Unhire {
  readonly application: Application
  readonly offer: Offer | undefined
  readonly reopenedJob: Job | undefined
}

/** The Unhire button: the offer is open again, so are its opening and, if need be, the job. */
export function unhire(company: Company, application: Application, at: number): Unhire {
  const current = company.currentOffer(application.id)
  const offer = current && company.offers.change(current.id, { status: 'Created', resolved_at: null }, at)
  for (const opening of company.where(openings, 'application_id', application.id)) {
    company.openings.change(opening.id, { closed_at: null, open: true, close_reason_id: null, application_id: null }, at)
  }
  const job = company.jobs.get(application.job_id)
  const isOpen = job !== undefined && company.where(openings, 'job_id', job.id).some(({ closed_at }) => closed_at === null)
  const reopenedJob =
    job?.status === 'closed' && isOpen ? company.jobs.change(job.id, { status: 'open', closed_at: null }, at) : undefined
  return { application: changeApplication(company, application, { status: 'in_process' }, at), offer, reopenedJob }
}
