import { boolean, int, mentioned, resource, text, timestamp } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.current_stage.interviews.interview_kit.questions')

/** A question that an interview kit asks the interviewer to answer. */
export const scorecardQuestions = resource({
  name: 'scorecard_questions',
  domain: 'scorecards',
  about: 'A question that an interview kit asks the interviewer to answer.',
  key: int('id'),
  harvest: {
    path: 'scorecard_questions',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'warm',
    of: { interview_kits: 'interview_kit_ids' },
  },
  webhooks: {
    new_candidate_application: inApplication,
    application_updated: inApplication,
    reject_candidate: inApplication,
    unreject_candidate: inApplication,
    unhire_candidate: inApplication,
  },
  columns: {
    interview_kit_id: int('interview_kit_id').describe('The interview kit.'),
    question: text('question').describe('What is asked.'),
    answer_type: text('answer_type').describe(
      'How it is answered: text, yes_no, single_select or multi_select; instruction asks nothing.',
    ),
    required: boolean('required').describe('Whether a scorecard has to answer it.'),
    sort_order: int('sort_order').describe('Its place in the kit.'),
    active: boolean('active').describe('Whether it is still asked.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
