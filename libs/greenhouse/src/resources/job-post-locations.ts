import { int, resource, text, timestamp } from '@trellis/pipeline'

/** A place that a job post is for. */
export const jobPostLocations = resource({
  name: 'job_post_locations',
  domain: 'jobs',
  about: 'A place that a job post is for.',
  key: int('id'),
  harvest: {
    path: 'job_post_locations',
    permission: 'Job Posts',
    since: 'updated_at',
    cadence: 'warm',
    of: { job_posts: 'job_post_ids', offices: 'office_ids', job_board_custom_locations: 'custom_location_ids' },
    with: ['job_posts'],
  },
  webhooks: {},
  columns: {
    job_post_id: int('job_post_id').describe('The job post.'),
    type: text('type').describe('How the place is given: free_text, office or custom_list.'),
    plain_text_location: text('plain_text_location').describe('The place in words, where it is free text.'),
    office_id: int('office_id').describe('The office, where it is one.'),
    custom_location_id: int('custom_location_id').describe("The entry of the job board's own list of places, where it is one."),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
