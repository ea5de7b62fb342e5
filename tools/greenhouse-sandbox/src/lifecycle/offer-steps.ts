import { approve } from '../operations/approvals.js'
import { removeRow } from '../operations/removals.js'
import { approvalFlows } from '../collections/approval-flows.js'
import { amendOffer, createOffer, hire, unhire } from '../operations/offers.js'
import type { Application } from '../collections/applications.js'
import type { Job } from '../collections/jobs.js'
import { type Offer, offers } from '../collections/offers.js'
import { applicationInWebhook, hireInWebhook } from '../webhooks/applications.js'
import { jobInWebhook } from '../webhooks/jobs.js'
import { goneOfferInWebhook, offerInWebhook } from '../webhooks/offers.js'
import type { Step, World } from './step.js'

/** What happens to offers, and what follows from them. */
export const OFFER_STEPS: readonly Step[] = [
  { name: 'create_offer', weight: 5, take: takeCreate },
  { name: 'new_offer_version', weight: 3, take: takeNewVersion },
  { name: 'amend_offer', weight: 1, take: takeAmend },
  { name: 'approve_offer', weight: 3, take: takeApprove },
  { name: 'delete_offer', weight: 0.6, take: takeDelete },
  { name: 'hire', weight: 3, take: takeHire },
  { name: 'unhire', weight: 0.6, take: takeUnhire },
]

const isOpen = ({ status }: Offer): boolean => status === 'Created'

function takeCreate(world: World): boolean {
  const { company, invention, at } = world
  const isFit = (row: Application): boolean =>
    row.status === 'in_process' &&
    company.jobs.get(row.job_id) !== undefined &&
    company.by(offers, 'application_id').count(row.id) === 0
  const application = company.applications.any(invention.random, isFit)
  if (application === undefined) return false
  return raiseOffer(world, 'offer_created', createOffer(company, invention, application, at))
}

/** The old version is updated to Deprecated while the new one is created: two webhooks (Recruiting webhooks guide). */
function takeNewVersion(world: World): boolean {
  const { company, invention, at } = world
  const previous = company.offers.any(invention.random, isOpen)
  if (previous === undefined) return false
  const created = createOffer(company, invention, company.applications.row(previous.application_id), at, previous)
  raiseOffer(world, 'offer_updated', company.offers.row(previous.id))
  return raiseOffer(world, 'offer_created', created)
}

function takeAmend(world: World): boolean {
  const offer = world.company.offers.any(world.invention.random, isOpen)
  if (offer === undefined) return false
  return raiseOffer(world, 'offer_updated', amendOffer(world.company, world.invention, offer, world.at))
}

/** Approval stands on the approval flow: nothing on the offer itself changes. */
function takeApprove(world: World): boolean {
  const { company, invention, at } = world
  const offer = company.offers.any(invention.random, isOpen)
  if (offer === undefined) return false
  for (const flow of company.where(approvalFlows, 'offer_id', offer.id)) approve(company, flow, at)
  return raiseOffer(world, 'offer_approved', offer)
}

/** An offer goes with all its versions, each named by its own webhook. */
function takeDelete(world: World): boolean {
  const { company, invention, raise } = world
  const offer = company.offers.any(invention.random, ({ status }) => status === 'Created' || status === 'Rejected')
  if (offer === undefined) return false
  for (const version of company.where(offers, 'application_id', offer.application_id)) {
    removeRow(world, offers, version.id)
    raise('offer_deleted', { offer: goneOfferInWebhook(version) })
  }
  return true
}

/** Hiring raises hire_candidate and offer_updated (Recruiting webhooks guide), and job_updated where it filled the last opening. */
function takeHire(world: World): boolean {
  const { company, invention, at, raise } = world
  const isFit = (offer: Offer): boolean => isOpen(offer) && company.applications.row(offer.application_id).status === 'in_process'
  const chosen = company.offers.any(invention.random, isFit)
  if (chosen === undefined) return false
  const { application, offer, closedJob } = hire(company, company.applications.row(chosen.application_id), chosen, at)
  raise('hire_candidate', { application: hireInWebhook(company, application, offer) })
  raiseOffer(world, 'offer_updated', offer)
  raiseJob(world, closedJob)
  return true
}

function takeUnhire(world: World): boolean {
  const { company, invention, at, raise } = world
  const hired = company.applications.any(invention.random, ({ status }) => status === 'hired')
  if (hired === undefined) return false
  const { application, offer, reopenedJob } = unhire(company, hired, at)
  raise('unhire_candidate', { application: applicationInWebhook(company, application, 'unhire_candidate') })
  if (offer !== undefined) raiseOffer(world, 'offer_updated', offer)
  raiseJob(world, reopenedJob)
  return true
}

function raiseOffer({ raise }: World, action: 'offer_created' | 'offer_updated' | 'offer_approved', offer: Offer): boolean {
  raise(action, offerInWebhook(offer))
  return true
}

function raiseJob({ company, raise }: World, job: Job | undefined): void {
  if (job !== undefined) raise('job_updated', { job: jobInWebhook(company, job) })
}
