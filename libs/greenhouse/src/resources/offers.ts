import {
  customFields,
  date,
  everyAt,
  int,
  mentioned,
  observed,
  removed,
  resource,
  text,
  timestamp,
  valueAt,
  word,
  type Json,
  type JsonObject,
} from '@trellis/pipeline'

/** One version of an offer; a changed offer is a new version with a new id. */
export const offers = resource({
  name: 'offers',
  domain: 'offers',
  about: 'One version of an offer. A tracked change makes a new version with a new id and deprecates the old one.',
  key: int('id'),
  harvest: {
    path: 'offers',
    permission: 'Offers',
    since: 'updated_at',
    cadence: 'hot',
    of: { applications: 'application_ids', jobs: 'job_ids', candidates: 'candidate_ids' },
    with: ['applications'],
  },
  webhooks: {
    offer_created: observed('payload'),
    offer_approved: observed('payload'),
    offer_updated: observed('payload'),
    offer_deleted: removed('payload.offer'),
    hire_candidate: mentioned('payload.application.offer', accepted),
  },
  columns: {
    application_id: int('application_id').describe('The application it was made on.'),
    job_id: int('job_id').describe('The job it is for.'),
    candidate_id: int('candidate_id').describe('The candidate it was made to.'),
    opening_id: int('opening_id', 'opening.id').describe('The opening it would fill.'),
    version: int('version').describe('Counts the versions of one offer, from 1.'),
    status: word(['status', 'offer_status'], {
      Created: ['unresolved'],
      Accepted: ['accepted'],
      Rejected: ['rejected'],
      Deprecated: ['deprecated'],
    }).describe('Created, Accepted, Rejected or Deprecated.'),
    status_as_told: text('status', 'offer_status').describe(
      'The status in the word that Greenhouse last said, before it was put in one spelling.',
    ),
    sent_on: date('sent_on', 'sent_at').describe('The day it was sent.'),
    starts_on: date('starts_on', 'starts_at', 'start_date').describe('The first day of work.'),
    resolved_at: timestamp('resolved_at').describe('When it was accepted or rejected; noon UTC where the API set it.'),
    created_at: timestamp('created_at').describe('When this version was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
    created_by_id: int('user_id').webhookOnly().describe('The user who made it.'),
    notes: text('notes').webhookOnly().sensitive('private').describe('Free text about the offer.'),
    custom_fields: customFields('keyed_custom_fields', 'custom_fields')
      .sensitive('compensation')
      .describe('Custom fields by key: name, type, value.'),
  },
  history: ['status', 'opening_id', 'sent_on', 'resolved_at', 'starts_on'],
})

/** A hire means that the offer was accepted; the candidate and the job stand around it (Recruiting webhooks guide, hire_candidate). */
function accepted(_: Json, body: Json): JsonObject {
  const application = valueAt(body, 'payload.application.id')
  const candidate = valueAt(body, 'payload.application.candidate.id')
  const [job, ...others] = everyAt(body, 'payload.application.jobs.id')
  return {
    status: 'Accepted',
    ...(application !== undefined && { application_id: application }),
    ...(candidate !== undefined && { candidate_id: candidate }),
    ...(job !== undefined && others.length === 0 && { job_id: job }),
  }
}
