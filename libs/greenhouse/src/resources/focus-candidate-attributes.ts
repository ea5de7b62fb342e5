import { int, resource, timestamp } from '@trellis/pipeline'

/** An attribute that an interview is to look at above all. */
export const focusCandidateAttributes = resource({
  name: 'focus_candidate_attributes',
  domain: 'scorecards',
  about: 'An attribute of the job that interviews with an interview kit are to look at above all.',
  key: int('id'),
  harvest: {
    path: 'focus_candidate_attributes',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'settings',
    of: { interview_kits: 'interview_kit_ids', job_candidate_attributes: 'job_candidate_attribute_ids' },
  },
  webhooks: {},
  columns: {
    interview_kit_id: int('interview_kit_id').describe('The interview kit.'),
    job_candidate_attribute_id: int('job_candidate_attribute_id').describe('The attribute.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
