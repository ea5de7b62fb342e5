import {
  boolean,
  claimed,
  customFields,
  everyAt,
  ids,
  int,
  json,
  mentioned,
  observed,
  removed,
  resource,
  text,
  timestamp,
  valueAt,
  type Json,
  type Mention,
} from '@trellis/pipeline'
import { emptiedBy } from './anonymized-fields.js'

const inApplication = mentioned('payload.application.candidate')

/** A person who applied, or a prospect. */
export const candidates = resource({
  name: 'candidates',
  domain: 'candidates',
  about: 'A person: a candidate or a prospect.',
  key: int('id'),
  harvest: { path: 'candidates', permission: 'Candidates', since: 'updated_at', cadence: 'hot' },
  webhooks: {
    new_candidate_application: inApplication,
    new_prospect_application: inApplication,
    application_updated: inApplication,
    candidate_stage_change: inApplication,
    reject_candidate: inApplication,
    unreject_candidate: inApplication,
    hire_candidate: inApplication,
    unhire_candidate: inApplication,
    update_candidate: observed('payload.candidate'),
    candidate_anonymized: claimed(anonymized),
    delete_candidate: removed('payload.person'),
    merge_candidate: [
      removed('payload.person', (person) => ({ by: 'merge', into: valueAt(person, 'new_candidate_id') ?? null })),
      mentioned(mergedAndSurvivor),
    ],
  },
  columns: {
    first_name: text('first_name').sensitive('personal').describe('First name.'),
    last_name: text('last_name').sensitive('personal').describe('Last name.'),
    preferred_name: text('preferred_name').sensitive('personal').describe('The name the person goes by.'),
    company: text('company').sensitive('personal').describe('Where the person works.'),
    title: text('title').sensitive('personal').describe('What the person works as.'),
    private: boolean('private', 'is_private').describe('Whether only users with a permission of their own may see the person.'),
    can_email: boolean('can_email').describe('Whether the person may be written to.'),
    time_zone: text('time_zone').sensitive('personal').describe("The person's time zone."),
    phone_numbers: json('phone_numbers').sensitive('personal').describe('Phone numbers: value, type.'),
    email_addresses: json('email_addresses').sensitive('personal').describe('E-mail addresses: value, type.'),
    addresses: json('addresses').sensitive('personal').describe('Postal addresses: value, type.'),
    website_addresses: json('website_addresses').sensitive('personal').describe('Web sites: value, type.'),
    social_media_addresses: json('social_media_addresses').sensitive('personal').describe('Social media: value.'),
    tags: json('tags').sensitive('private').describe('The names of the tags on the person.'),
    linked_user_ids: ids('linked_user_ids').sensitive('personal').describe('The users who are the same person.'),
    custom_fields: customFields('keyed_custom_fields', 'custom_fields')
      .sensitive('private')
      .describe('Custom fields by key: name, type, value.'),
    last_activity_at: timestamp('last_activity_at', 'last_activity').describe('When something last happened.'),
    created_at: timestamp('created_at').describe('When the record was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
    // Harvest v3 keeps these two on applications; webhooks show them on the person (Harvest v3 migration guide, candidates).
    recruiter_id: int('recruiter.id').webhookOnly().describe("The user who is the person's recruiter."),
    coordinator_id: int('coordinator.id').webhookOnly().describe("The user who is the person's coordinator."),
    external_id: text('external_id').webhookOnly().describe("The person's id in another system."),
    photo_url: text('photo_url').webhookOnly().sensitive('personal').describe("The person's picture."),
    url: text('url').webhookOnly().describe("The person's page in Greenhouse."),
    merged_into_id: int('merged_into_id').webhookOnly().describe('The candidate whom this one was merged into.'),
  },
  history: ['private', 'merged_into_id'],
})

/** Names the person by id, and the fields by name (Recruiting webhooks guide, candidate_anonymized). */
function anonymized(body: Json): readonly Mention[] {
  const id = valueAt(body, 'payload.candidate_id')
  if (id === undefined) return []
  return [{ type: 'observed', record: { id }, implied: emptiedBy(everyAt(body, 'payload.anonymized_fields')) }]
}

/** Of the person merged away only the survivor's id is kept: a row that goes needs no more. The survivor has changed and is worth a re-read. */
function mergedAndSurvivor(body: Json): readonly Json[] {
  const id = valueAt(body, 'payload.person.id') ?? null
  const survivor = valueAt(body, 'payload.person.new_candidate_id') ?? null
  return survivor === null ? [] : [{ id, merged_into_id: survivor }, { id: survivor }]
}
