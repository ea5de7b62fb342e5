import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** Demographic questions that are asked together. */
export const demographicQuestionSets = resource({
  name: 'demographic_question_sets',
  domain: 'demographics',
  about: 'Demographic questions that are asked together, as on one job post.',
  sensitivity: 'demographic',
  key: int('id'),
  harvest: {
    path: 'demographic_question_sets',
    permission: 'Beyond the 25',
    since: 'updated_at',
    cadence: 'settings',
  },
  webhooks: {},
  columns: {
    title: text('title').describe('Its title.'),
    description: text('description').describe('What applicants read above the questions, as HTML.'),
    active: boolean('active').describe('Whether it is in use; false for a deleted one.'),
    enabled: boolean('enabled').describe('Whether it is switched on.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
