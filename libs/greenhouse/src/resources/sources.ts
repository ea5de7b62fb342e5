import { int, mentioned, resource, text, timestamp } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.source')

/** Where applications come from: a board, an agency, an event. */
export const sources = resource({
  name: 'sources',
  domain: 'settings',
  about: 'Where applications come from: a board, an agency, an event.',
  key: int('id'),
  harvest: { path: 'sources', permission: 'Sources', since: 'updated_at', cadence: 'settings' },
  webhooks: {
    new_candidate_application: inApplication,
    new_prospect_application: inApplication,
    application_updated: inApplication,
    candidate_stage_change: inApplication,
    reject_candidate: inApplication,
    unreject_candidate: inApplication,
    hire_candidate: inApplication,
    unhire_candidate: inApplication,
  },
  columns: {
    // Webhooks write either (Recruiting webhooks guide, source).
    name: text('name', 'public_name').describe('What it is called.'),
    type_id: int('type.id').describe('The group it belongs to, by id.'),
    type_name: text('type.name').describe('The group it belongs to, in words.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
