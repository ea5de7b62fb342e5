import { int, removed, resource, text, timestamp, word } from '@trellis/pipeline'

/** An interviewer's verdict on an application after one interview; a draft until it is handed in. */
export const scorecards = resource({
  name: 'scorecards',
  domain: 'scorecards',
  about: "An interviewer's verdict on an application after one interview; a draft until it is handed in.",
  key: int('id'),
  harvest: {
    path: 'scorecards',
    permission: 'Scorecards',
    since: 'updated_at',
    cadence: 'hot',
    of: { applications: 'application_ids', interview_kits: 'interview_kit_ids', users: 'interviewer_ids' },
    with: ['applications'],
  },
  webhooks: {
    scorecard_deleted: removed('payload.scorecard'),
  },
  columns: {
    application_id: int('application_id').describe('The application.'),
    interview_kit_id: int('interview_kit_id').describe('The interview kit it was filled in by.'),
    interviewer_id: int('interviewer_id', 'interviewer.id').describe('The user who held the interview.'),
    submitter_id: int('submitter_id', 'submitted_by.id').describe('The user who handed it in.'),
    status: text('status').describe('draft or complete; a draft appears with the scheduled interview.'),
    // Harvest v1 also shows mixed, which its reference does not list (Harvest v1 reference, scorecards).
    candidate_rating: word(['candidate_rating', 'overall_recommendation'], {
      strong_no: ['definitely_not'],
      no: [],
      mixed: [],
      yes: [],
      strong_yes: [],
      no_decision: [],
    })
      .sensitive('private')
      .describe('strong_no, no, mixed, yes, strong_yes or no_decision.'),
    candidate_rating_as_told: text('candidate_rating', 'overall_recommendation')
      .sensitive('private')
      .describe('The rating in the word that Greenhouse last said, before it was put in one spelling.'),
    interviewed_at: timestamp('interviewed_at').describe('When the interview took place.'),
    submitted_at: timestamp('submitted_at').describe('When it was handed in.'),
    notes: text('notes').sensitive('private').describe('The key take-aways.'),
    notes_with_tags: text('notes_with_tags').sensitive('private').describe('The key take-aways with their markup.'),
    public_notes: text('public_notes').sensitive('private').describe('Notes for everybody on the hiring team.'),
    public_notes_with_tags: text('public_notes_with_tags')
      .sensitive('private')
      .describe('Notes for everybody on the hiring team, with their markup.'),
    private_notes: text('private_notes').sensitive('private').describe('Notes for those who may read private ones.'),
    private_notes_with_tags: text('private_notes_with_tags')
      .sensitive('private')
      .describe('Notes for those who may read private ones, with their markup.'),
    created_at: timestamp('created_at').describe('When it was made, with the interview that was scheduled.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['status', 'candidate_rating', 'submitted_at'],
})
