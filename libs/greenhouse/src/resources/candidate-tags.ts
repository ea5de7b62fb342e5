import { int, resource, text, timestamp } from '@trellis/pipeline'

/** A tag that candidates may carry. */
export const candidateTags = resource({
  name: 'candidate_tags',
  domain: 'settings',
  about: 'A tag that candidates may carry; who carries it is in applied_candidate_tags.',
  key: int('id'),
  harvest: {
    path: 'candidate_tags',
    permission: 'Tags',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    name: text('name').describe('Its name.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
