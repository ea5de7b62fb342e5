import { appliedCandidateTags } from '../collections/applied-candidate-tags.js'
import { type Application, applications } from '../collections/applications.js'
import { attachments } from '../collections/attachments.js'
import { candidateEducations } from '../collections/candidate-educations.js'
import { candidateEmployments } from '../collections/candidate-employments.js'
import type { Candidate } from '../collections/candidates.js'
import { notes } from '../collections/notes.js'
import { type Offer, offers } from '../collections/offers.js'
import { rejectionDetails } from '../collections/rejection-details.js'
import { emptiedFieldValues } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { type Happening, type Tie, consequence, goes } from '../company/ties.js'
import { removeRow } from './removals.js'

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

/** Rows of the person that go; without silent cascades, such a name is not chosen for who has any. */
const ROWS: Readonly<Record<string, Tie>> = {
  tags: goes(appliedCandidateTags, 'candidate_id'),
  education: goes(candidateEducations, 'candidate_id'),
  employment: goes(candidateEmployments, 'candidate_id'),
  attachments: goes(attachments, 'candidate_id'),
}

const ALL_OFFERS = 'all_offer_versions'
const NOTES = 'notes'
const NAMES = [
  ...new Set([...Object.keys(ON_CANDIDATE), ...Object.keys(ON_APPLICATIONS), ...Object.keys(ROWS), NOTES, ALL_OFFERS]),
]

interface Anonymized {
  readonly fields: readonly string[]
  /** Gone with all_offer_versions; each has its own offer_deleted webhook (Recruiting webhooks guide). */
  readonly offers: readonly Offer[]
}

/** Empties chosen fields of a person and of their applications. */
export function anonymize(happening: Happening, { random }: Invention, candidate: Candidate): Anonymized {
  const { company, at, cascade } = happening
  const possible = NAMES.filter((name) => cascade === 'silent' || (ROWS[name]?.count(company, candidate.id) ?? 0) === 0)
  const fields = random.some(possible, random.int(2, possible.length))
  company.candidates.change(candidate.id, emptied(ON_CANDIDATE, fields, candidate), at)
  for (const name of fields) ROWS[name]?.undo(happening, candidate.id, removeRow)
  if (fields.includes(NOTES)) {
    for (const { id } of company.where(notes, 'candidate_id', candidate.id)) {
      consequence(happening, company.of(notes), id, { body: null, body_with_tags: null })
    }
  }
  const own = company.where(applications, 'candidate_id', candidate.id)
  const gone = fields.includes(ALL_OFFERS) ? own.flatMap(({ id }) => company.where(offers, 'application_id', id)) : []
  for (const application of own) {
    const patch = emptied(ON_APPLICATIONS, fields, application)
    if (Object.keys(patch).length > 0) consequence(happening, company.applications, application.id, patch)
    if (!fields.includes('rejection_reasons')) continue
    for (const { id } of company.where(rejectionDetails, 'application_id', application.id)) {
      consequence(happening, company.of(rejectionDetails), id, { rejection_reason_id: null })
    }
  }
  for (const offer of gone) removeRow(happening, offers, offer.id)
  return { fields, offers: gone }
}

function emptied<T extends object>(how: Readonly<Record<string, Emptied<T>>>, fields: readonly string[], row: T): Partial<T> {
  return fields.reduce<Partial<T>>((patch, name) => ({ ...patch, ...how[name]?.({ ...row, ...patch }) }), {})
}
