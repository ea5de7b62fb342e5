import { int, resource, text, timestamp } from '@trellis/pipeline'

/** A tag that says what a user may interview for. */
export const interviewerTags = resource({
  name: 'interviewer_tags',
  domain: 'organization',
  about: 'A tag that says what a user may interview for; users list theirs.',
  key: int('id'),
  harvest: {
    path: 'interviewer_tags',
    permission: 'User Roles',
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
