import { int, resource, text, timestamp } from '@trellis/pipeline'

/** A link that shows where its applicants come from. */
export const trackingLinks = resource({
  name: 'tracking_links',
  domain: 'settings',
  about: 'A link that tells where its applicants come from.',
  key: int('id'),
  harvest: {
    path: 'tracking_links',
    permission: 'Tracking Links',
    since: 'updated_at',
    cadence: 'settings',
    of: {
      jobs: 'job_ids',
      job_posts: 'job_post_ids',
      job_boards: 'job_board_ids',
      sources: 'source_ids',
      referrers: 'referrer_ids',
    },
  },
  webhooks: {},
  columns: {
    token: text('token').describe('The piece of the address that it is known by.'),
    job_id: int('job_id').describe('The job it leads to.'),
    job_post_id: int('job_post_id').describe('The job post it leads to.'),
    job_board_id: int('job_board_id', 'job_board.id').describe('The job board it leads to.'),
    source_id: int('source_id', 'source.id').describe('The source that its applicants get.'),
    // Harvest v1 credits a user, who is no referrer (Harvest v3 reference, referrers).
    referrer_id: int('referrer_id').describe('The referrer whom its applicants are credited to.'),
    related_post_type: text('related_post_type').describe('What kind of post it was made for, as SocialMediaPost.'),
    related_post_id: int('related_post_id').describe('The post it was made for, by its own numbering.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
