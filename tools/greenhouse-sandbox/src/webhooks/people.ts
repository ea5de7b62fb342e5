import type { Candidate, Education, Employment } from '../collections/candidates.js'
import type { JsonRecord } from '../collections/collection.js'
import type { Company } from '../company/company.js'
import { inSeconds, monthDayYear } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'

/** A user as webhooks refer to one (Recruiting webhooks guide). */
export function userInWebhook(company: Company, id: number | null): JsonRecord | null {
  const user = company.users.get(id)
  return user === undefined ? null : { id: user.id, email: user.primary_email, name: user.name, employee_id: user.employee_id }
}

/** A user with whom the credit lies, only a name where it is nobody's, or null (Recruiting webhooks guide). */
export function creditInWebhook(company: Company, referrerId: number | null): JsonRecord | null {
  const referrer = company.referrers.find(({ id }) => id === referrerId)
  if (referrer === undefined) return null
  return userInWebhook(company, referrer.user_id) ?? { name: referrer.name }
}

export const personUrl = (candidateId: number): string => `https://app.greenhouse.io/people/${candidateId}`

/** The keys in which the events' candidates differ from the whole one. */
export type CandidateIn = 'hire' | 'reject' | 'update' | 'application_updated' | 'application'

const LEFT_OUT: Readonly<Record<CandidateIn, readonly string[]>> = {
  application: [],
  application_updated: ['employments'],
  hire: ['company', 'created_at', 'photo_url', 'website_addresses', 'social_media_addresses', 'tags'],
  reject: ['url'],
  update: ['is_private', 'can_email'],
}

/** A candidate with everything in it, as the kind of event carries it (Recruiting webhooks guide). */
export function candidateInWebhook(company: Company, candidate: Candidate, kind: CandidateIn): JsonRecord {
  const { hidden } = candidate
  const whole: JsonRecord = {
    id: candidate.id,
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    title: candidate.title,
    company: candidate.company,
    created_at: inSeconds(candidate.created_at),
    external_id: hidden.external_id,
    photo_url: hidden.photo_url,
    url: personUrl(candidate.id),
    is_private: candidate.private,
    can_email: candidate.can_email,
    phone_numbers: candidate.phone_numbers,
    email_addresses: candidate.email_addresses,
    addresses: candidate.addresses,
    website_addresses: candidate.website_addresses,
    social_media_addresses: candidate.social_media_addresses,
    educations: hidden.educations.map(inMonthDayYear),
    employments: hidden.employments.map(inMonthDayYear),
    recruiter: userInWebhook(company, hidden.recruiter_id),
    coordinator: userInWebhook(company, hidden.coordinator_id),
    // Links to attachments are signed and expire (Recruiting webhooks guide): never the same twice in life, invented here.
    attachments: hidden.attachments.map(({ filename, type }, index) => ({
      filename,
      url: `https://attachments.example.com/${candidate.id}/${index}?signature=invented&expires=604800`,
      type,
    })),
    tags: candidate.tags,
    custom_fields: customFieldsInWebhook(candidate.custom_fields),
  }
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !LEFT_OUT[kind].includes(key)))
}

/** The person that is no more: merge_candidate and delete_candidate carry flat ids (Recruiting webhooks guide). */
export function goneCandidateInWebhook(candidate: Candidate): JsonRecord {
  return {
    id: candidate.id,
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    company: candidate.company,
    title: candidate.title,
    created_at: inSeconds(candidate.created_at),
    headline: candidate.hidden.headline,
    is_private: candidate.private,
    recruiter_user_id: candidate.hidden.recruiter_id,
    coordinator_user_id: candidate.hidden.coordinator_id,
    can_email: candidate.can_email,
  }
}

function inMonthDayYear(past: Education | Employment): JsonRecord {
  return { ...past, start_date: monthDayYear(past.start_date), end_date: monthDayYear(past.end_date) }
}
