import type { Application } from '../collections/applications.js'
import type { Candidate } from '../collections/candidates.js'
import type { Offer } from '../collections/offers.js'
import type { Company } from '../company/company.js'
import { emptiedFieldValues } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { type Cascade, consequence } from './removals.js'

type Emptied<T> = (row: T) => Partial<T>

/** What each name in anonymized_fields (Recruiting webhooks guide) empties on the person; one that is missing here empties nothing there. */
const ON_CANDIDATE: Readonly<Record<string, Emptied<Candidate>>> = {
  full_name: () => ({ first_name: null, last_name: null, preferred_name: null }),
  current_company: () => ({ company: null }),
  current_title: () => ({ title: null }),
  tags: () => ({ tags: [] }),
  phone_numbers: () => ({ phone_numbers: [] }),
  email_addresses: () => ({ email_addresses: [] }),
  addresses: () => ({ addresses: [] }),
  websites: () => ({ website_addresses: [] }),
  social_media_links: () => ({ social_media_addresses: [] }),
  custom_candidate_fields: (row) => ({ custom_fields: emptiedFieldValues(row.custom_fields) }),
  headline: ({ hidden }) => ({ hidden: { ...hidden, headline: null } }),
  education: ({ hidden }) => ({ hidden: { ...hidden, educations: [] } }),
  employment: ({ hidden }) => ({ hidden: { ...hidden, employments: [] } }),
  attachments: ({ hidden }) => ({ hidden: { ...hidden, attachments: [] } }),
  recruiter: ({ hidden }) => ({ hidden: { ...hidden, recruiter_id: null } }),
  coordinator: ({ hidden }) => ({ hidden: { ...hidden, coordinator_id: null } }),
}

/** The same for the person's applications. */
const ON_APPLICATIONS: Readonly<Record<string, Emptied<Application>>> = {
  recruiter: () => ({ recruiter_id: null }),
  coordinator: () => ({ coordinator_id: null }),
  source: () => ({ source_id: null }),
  credited_to: () => ({ referrer_id: null }),
  location: () => ({ location_address: null }),
  application_questions: () => ({ answers: null }),
  custom_application_fields: (row) => ({ custom_fields: emptiedFieldValues(row.custom_fields) }),
  rejection_reasons: () => ({ rejection_reason_id: null }),
  prospect_jobs: () => ({ prospective_job_ids: [] }),
}

const ALL_OFFERS = 'all_offer_versions'
const NAMES = [...new Set([...Object.keys(ON_CANDIDATE), ...Object.keys(ON_APPLICATIONS), ALL_OFFERS])]

export interface Anonymized {
  readonly fields: readonly string[]
  /** Gone with all_offer_versions; each has its own offer_deleted webhook (Recruiting webhooks guide). */
  readonly offers: readonly Offer[]
}

/** Empties chosen fields of a person and of their applications. */
export function anonymize(
  company: Company,
  { random }: Invention,
  candidate: Candidate,
  at: number,
  cascade: Cascade,
): Anonymized {
  const fields = random.some(NAMES, random.int(2, NAMES.length))
  company.candidates.change(candidate.id, emptied(ON_CANDIDATE, fields, candidate), at)
  const applications = company.applicationsByCandidate.of(candidate.id)
  const offers = fields.includes(ALL_OFFERS) ? applications.flatMap(({ id }) => company.offersByApplication.of(id)) : []
  for (const application of applications) {
    const patch = emptied(ON_APPLICATIONS, fields, application)
    if (Object.keys(patch).length > 0) consequence(company.applications, application.id, patch, at, cascade)
  }
  for (const offer of offers) company.offers.remove(offer.id, at)
  return { fields, offers }
}

function emptied<T extends object>(how: Readonly<Record<string, Emptied<T>>>, fields: readonly string[], row: T): Partial<T> {
  return fields.reduce<Partial<T>>((patch, name) => ({ ...patch, ...how[name]?.({ ...row, ...patch }) }), {})
}
