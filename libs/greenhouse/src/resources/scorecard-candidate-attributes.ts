import { int, resource, text, timestamp } from '@trellis/pipeline'

/** How a scorecard rates one attribute of the candidate. */
export const scorecardCandidateAttributes = resource({
  name: 'scorecard_candidate_attributes',
  domain: 'scorecards',
  about: 'How a scorecard rates one attribute of the candidate.',
  key: int('id'),
  harvest: {
    path: 'scorecard_candidate_attributes',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'warm',
    of: { scorecards: 'scorecard_ids', job_candidate_attributes: 'job_candidate_attribute_ids' },
    with: ['scorecards'],
  },
  webhooks: {},
  columns: {
    scorecard_id: int('scorecard_id').describe('The scorecard.'),
    job_candidate_attribute_id: int('job_candidate_attribute_id').describe('The attribute that the job asks for.'),
    candidate_attribute_rating: text('candidate_attribute_rating')
      .sensitive('private')
      .describe('definitely_not, no, mixed, yes, strong_yes or no_decision.'),
    value: text('value').sensitive('private').describe('The same rating, under its newer name.'),
    note: text('note').sensitive('private').describe('What the interviewer noted about it.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
