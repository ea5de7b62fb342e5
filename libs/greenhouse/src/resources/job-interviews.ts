import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** One interview that a stage of a job's plan asks for; the meetings themselves are interviews. */
export const jobInterviews = resource({
  name: 'job_interviews',
  domain: 'interviews',
  about: "One interview that a stage of a job's plan asks for; the meetings themselves are interviews.",
  key: int('id'),
  harvest: {
    path: 'job_interviews',
    permission: 'Job Stages',
    since: 'updated_at',
    cadence: 'warm',
    of: { jobs: 'job_ids', job_interview_stages: 'job_interview_stage_ids' },
    with: ['jobs', 'job_interview_stages'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job.'),
    job_interview_stage_id: int('job_interview_stage_id').describe("The job's stage it belongs to."),
    name: text('name').describe('What the interview is called.'),
    sort_order: int('sort_order').describe('Its place within the stage.'),
    scheduling_type: text('scheduling_type').describe('none, needs_scheduling, take_home_test or offer.'),
    duration: int('duration').describe('How many minutes it is planned to take.'),
    summary: text('summary').describe('What it is about.'),
    instructions: text('instructions').describe('What the interviewers are told to do.'),
    require_scorecard: boolean('require_scorecard').describe('Whether each interviewer has to hand in a scorecard.'),
    active: boolean('active').describe('Whether it is still part of the plan.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
