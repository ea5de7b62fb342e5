import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A page on which job posts are published. */
export const jobBoards = resource({
  name: 'job_boards',
  domain: 'jobs',
  about: 'A page on which job posts are published, for everybody or for the company alone.',
  key: int('id'),
  harvest: {
    path: 'job_boards',
    permission: 'Job Posts',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    company_name: text('company_name').describe('The name of the company that it shows.'),
    url_token: text('url_token').describe('The part of its address that is its own.'),
    internal: boolean('internal').describe('Whether only the company may see it.'),
    status: text('status').describe('draft or live.'),
    introduction: text('introduction').describe('What it says above every job post, as HTML.'),
    about: text('about').describe('What it says about the company, as HTML.'),
    conclusion: text('conclusion').describe('What it says below every job post, as HTML.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
