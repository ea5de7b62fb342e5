import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A group of attributes that a job's scorecards rate, such as skills or traits. */
export const candidateAttributeTypes = resource({
  name: 'candidate_attribute_types',
  domain: 'scorecards',
  about: "A group of attributes that a job's scorecards rate, such as skills or traits.",
  key: int('id'),
  harvest: {
    path: 'candidate_attribute_types',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job whose scorecards have it.'),
    name: text('name').describe('Its name.'),
    sort_order: int('sort_order').describe('Its place among the groups of the job, from 0.'),
    active: boolean('active').describe('Whether it is still in use.'),
    is_draft: boolean('is_draft').describe('Whether it is a draft.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
