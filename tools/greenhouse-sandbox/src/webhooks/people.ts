import { attachments } from '../collections/attachments.js'
import { candidateEducations } from '../collections/candidate-educations.js'
import { candidateEmployments } from '../collections/candidate-employments.js'
import type { Candidate } from '../collections/candidates.js'
import type { JsonRecord } from '../collections/collection.js'
import { customFieldOptions } from '../collections/custom-field-options.js'
import { referrers } from '../collections/referrers.js'
import type { Company } from '../company/company.js'
import { inSeconds, monthDayYear } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'

/** A user as webhooks refer to one (https://developers.greenhouse.io/webhooks.html). */
function userInWebhook(company: Company, id: number | null): JsonRecord | null {
  const user = company.users.get(id)
  return user === undefined ? null : { id: user.id, email: user.primary_email, name: user.name, employee_id: user.employee_id }
}

/**
 * The user who has the credit; only a name where it is no user; or null (https://developers.greenhouse.io/webhooks.html).
 */
export function creditInWebhook(company: Company, referrerId: number | null): JsonRecord | null {
  const referrer = company.of(referrers).get(referrerId)
  if (referrer === undefined) return null
  return userInWebhook(company, referrer.user_id) ?? { name: referrer.name }
}

export const personUrl = (candidateId: number): string => `https://app.greenhouse.io/people/${candidateId}`

/** The keys in which the events' candidates differ from the whole one. */
type CandidateIn = 'hire' | 'reject' | 'update' | 'application_updated' | 'application'

const LEFT_OUT: Readonly<Record<CandidateIn, readonly string[]>> = {
  application: [],
  application_updated: ['employments'],
  hire: ['company', 'created_at', 'photo_url', 'website_addresses', 'social_media_addresses', 'tags'],
  reject: ['url'],
  update: ['is_private', 'can_email'],
}

/** A candidate with everything in it, as the kind of event carries it (https://developers.greenhouse.io/webhooks.html). */
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
    ...pastInWebhook(company, candidate.id),
    recruiter: userInWebhook(company, hidden.recruiter_id),
    coordinator: userInWebhook(company, hidden.coordinator_id),
    // Links to attachments are signed and expire (https://developers.greenhouse.io/webhooks.html): never the same twice in life,
    // invented here.
    attachments: company.where(attachments, 'candidate_id', candidate.id).map(({ filename, url, type }) => ({
      filename,
      url: `${url}?signature=invented&expires=604800`,
      type: type === 'other' ? 'attachment' : type,
    })),
    tags: candidate.tags,
    custom_fields: customFieldsInWebhook(candidate.custom_fields),
  }
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !LEFT_OUT[kind].includes(key)))
}

/**
 * The person that is no more: merge_candidate and delete_candidate carry flat ids
 * (https://developers.greenhouse.io/webhooks.html).
 */
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

/** Schools and jobs, without ids and with dates as MM/DD/YYYY (https://developers.greenhouse.io/webhooks.html). */
function pastInWebhook(company: Company, candidateId: number): JsonRecord {
  const option = (id: number | null): string | null => company.of(customFieldOptions).get(id)?.name ?? null
  const monthDayYearOf = (at: string | null): string | null => monthDayYear(at && at.slice(0, 10))
  return {
    educations: company.where(candidateEducations, 'candidate_id', candidateId).map((row) => ({
      school_name: option(row.school_name_custom_field_option_id),
      degree: option(row.degree_custom_field_option_id),
      discipline: option(row.discipline_custom_field_option_id),
      start_date: monthDayYearOf(row.start_at),
      end_date: monthDayYearOf(row.end_at),
    })),
    employments: company
      .where(candidateEmployments, 'candidate_id', candidateId)
      .map(({ company_name, title, start_date, end_date }) => ({
        company_name,
        title,
        start_date: monthDayYear(start_date),
        end_date: monthDayYear(end_date),
      })),
  }
}
