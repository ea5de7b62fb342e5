import type { Json, JsonObject } from '@trellis/pipeline'

/**
 * What an anonymized field's name plainly means on the candidate's own row (Recruiting webhooks guide, candidate_anonymized).
 * The other names speak of applications, notes and files: those rows are read again (rule R3).
 */
const EMPTIED: Readonly<Record<string, JsonObject>> = {
  full_name: { first_name: null, last_name: null, preferred_name: null },
  current_company: { company: null },
  current_title: { title: null },
  phone_numbers: { phone_numbers: [] },
  email_addresses: { email_addresses: [] },
  addresses: { addresses: [] },
  websites: { website_addresses: [] },
  social_media_links: { social_media_addresses: [] },
  tags: { tags: [] },
  custom_candidate_fields: { custom_fields: {} },
  recruiter: { recruiter_id: null },
  coordinator: { coordinator_id: null },
}

/** The candidate's cells that are empty once fields of these names were anonymized. */
export function emptiedBy(fields: readonly Json[]): JsonObject {
  // As many as the body holds: too many to be the arguments of one call.
  const named = new Set(fields)
  return Object.fromEntries(Object.entries(EMPTIED).flatMap(([name, cells]) => (named.has(name) ? Object.entries(cells) : [])))
}
