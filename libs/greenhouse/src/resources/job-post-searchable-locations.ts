import { int, number, resource, text, timestamp } from '@trellis/pipeline'

/** Where on the map a job post can be found. */
export const jobPostSearchableLocations = resource({
  name: 'job_post_searchable_locations',
  domain: 'jobs',
  about: 'Where on the map a job post can be found.',
  key: int('id'),
  harvest: {
    path: 'job_post_searchable_locations',
    permission: 'Job Posts',
    since: 'updated_at',
    cadence: 'warm',
    of: { job_posts: 'job_post_ids' },
    with: ['job_posts'],
  },
  webhooks: {},
  columns: {
    job_post_id: int('job_post_id').describe('The job post.'),
    location: text('location').describe('The whole address in one line.'),
    city: text('city').describe('The city.'),
    county: text('county').describe('The county.'),
    postal_code: text('postal_code').describe('The postal code.'),
    region_short_name: text('region_short_name').describe('The state or region, abbreviated.'),
    region_long_name: text('region_long_name').describe('The state or region, in full.'),
    country_short_name: text('country_short_name').describe("The country's code."),
    country_long_name: text('country_long_name').describe("The country's name."),
    latitude: number('latitude').describe('Degrees north.'),
    longitude: number('longitude').describe('Degrees east.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
