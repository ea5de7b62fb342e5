import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** An attribute that a job's scorecards rate. */
export const jobCandidateAttributes = resource({
  name: 'job_candidate_attributes',
  domain: 'scorecards',
  about: "An attribute that a job's scorecards rate.",
  key: int('id'),
  harvest: {
    path: 'job_candidate_attributes',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'settings',
    of: { jobs: 'job_ids', candidate_attribute_types: 'candidate_attribute_type_ids' },
    with: ['jobs'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job.'),
    candidate_attribute_type_id: int('candidate_attribute_type_id').describe('The group it stands in.'),
    name: text('name').describe('Its name.'),
    sort_order: int('sort_order').describe('Its place in the group; null has been seen.'),
    active: boolean('active').describe('Whether it is still rated.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
