import { int, resource, text, timestamp } from '@trellis/pipeline'

/** One person at one interview. */
export const interviewers = resource({
  name: 'interviewers',
  domain: 'interviews',
  about: "One person at one interview, and that person's scorecard.",
  key: int('id'),
  harvest: {
    path: 'interviewers',
    permission: 'Scheduled Interviews',
    since: 'updated_at',
    cadence: 'hot',
    of: { interviews: 'interview_ids', users: 'user_ids', scorecards: 'scorecard_ids' },
    with: ['interviews'],
  },
  webhooks: {},
  columns: {
    interview_id: int('interview_id').describe('The interview.'),
    user_id: int('user_id').describe('The user; null for somebody from outside.'),
    scorecard_id: int('scorecard_id').describe("The interviewer's scorecard; null before there is one."),
    email: text('email').sensitive('personal').describe('The e-mail address that was invited.'),
    response_status: text('response_status').describe(
      'The answer to the invitation: needs_action, declined, tentative or accepted; other words occur.',
    ),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['response_status'],
})
