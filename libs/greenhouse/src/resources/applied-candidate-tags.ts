import { int, resource, timestamp } from '@trellis/pipeline'

/** A tag that hangs on a candidate. */
export const appliedCandidateTags = resource({
  name: 'applied_candidate_tags',
  domain: 'candidates',
  about: 'A tag that somebody put on a candidate.',
  key: int('id'),
  harvest: {
    path: 'applied_candidate_tags',
    permission: 'Tags',
    since: 'updated_at',
    cadence: 'warm',
    of: { candidate_tags: 'candidate_tag_ids', candidates: 'candidate_ids' },
    with: ['candidates'],
  },
  webhooks: {},
  columns: {
    candidate_tag_id: int('candidate_tag_id').sensitive('private').describe('The tag: a row of candidate_tags.'),
    candidate_id: int('candidate_id').describe('The candidate who carries it.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
