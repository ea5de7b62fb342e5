import { int, resource, text, timestamp } from '@trellis/pipeline'

/** The pay that a job post promises, from and to. */
export const payInputRanges = resource({
  name: 'pay_input_ranges',
  domain: 'jobs',
  about: 'The pay that a job post promises, from and to.',
  sensitivity: 'compensation',
  key: int('id'),
  harvest: {
    path: 'pay_input_ranges',
    permission: 'Job Posts',
    since: 'updated_at',
    cadence: 'warm',
    of: { job_posts: 'job_post_ids', pay_inputs: 'pay_input_ids' },
    with: ['job_posts'],
  },
  webhooks: {},
  columns: {
    pay_input_id: int('pay_input_id').describe('What kind of pay it is.'),
    job_post_id: int('job_post_id').describe('The job post.'),
    currency_type: text('currency_type').sensitive('compensation').describe("The currency's code."),
    min_cents: int('min_cents').sensitive('compensation').describe('The least, in hundredths of the currency.'),
    max_cents: int('max_cents').sensitive('compensation').describe('The most, in hundredths of the currency.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
