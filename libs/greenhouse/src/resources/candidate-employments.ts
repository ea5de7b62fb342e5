import { boolean, date, int, resource, text, timestamp } from '@trellis/pipeline'

/**
 * One employment of a candidate.
 * Webhooks show employments without an id: the rows of the candidate are read again instead.
 */
export const candidateEmployments = resource({
  name: 'candidate_employments',
  domain: 'candidates',
  about: 'One employment of a candidate, as the candidate tells it.',
  key: int('id'),
  harvest: {
    path: 'candidate_employments',
    permission: 'Candidates',
    since: 'updated_at',
    cadence: 'warm',
    of: { candidates: 'candidate_ids' },
    with: ['candidates'],
  },
  webhooks: {},
  columns: {
    candidate_id: int('candidate_id').describe('The candidate.'),
    company_name: text('company_name').sensitive('personal').describe('The company.'),
    title: text('title').sensitive('personal').describe('What the candidate worked as.'),
    start_date: date('start_date').sensitive('personal').describe('The first day.'),
    end_date: date('end_date').sensitive('personal').describe('The last day; null where it goes on.'),
    latest: boolean('latest').describe("Whether it is the candidate's latest."),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
