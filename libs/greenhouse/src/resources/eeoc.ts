import { int, json, resource, timestamp } from '@trellis/pipeline'

/**
 * What an applicant in the United States answered to the questions of the Equal Employment Opportunity Commission.
 * Harvest v1 shows it without an id, so its records cannot be appended here.
 */
export const eeoc = resource({
  name: 'eeoc',
  domain: 'demographics',
  about:
    'What an applicant answered to the equal-opportunity questions of the United States: each answer an id and a description.',
  sensitivity: 'demographic',
  key: int('id'),
  harvest: {
    path: 'eeoc',
    permission: 'Beyond the 25',
    since: 'updated_at',
    cadence: 'warm',
    of: { applications: 'application_ids' },
    with: ['applications'],
  },
  webhooks: {},
  columns: {
    application_id: int('application_id').describe('The application it was given with.'),
    candidate_id: int('candidate_id').describe('The candidate.'),
    gender: json('gender').sensitive('demographic').describe('Gender: id, description; null where it was not answered.'),
    race: json('race').sensitive('demographic').describe('Race: id, description; null where it was not answered.'),
    veteran_status: json('veteran_status')
      .sensitive('demographic')
      .describe('Status as a veteran: id, description; null where it was not answered.'),
    disability_status: json('disability_status')
      .sensitive('demographic')
      .describe('Disability: id, description; null where it was not answered.'),
    submitted_at: timestamp('submitted_at').describe('When it was submitted; stays when answers are corrected later.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
