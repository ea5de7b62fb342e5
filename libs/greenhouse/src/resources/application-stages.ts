import { boolean, int, resource, timestamp } from '@trellis/pipeline'

/**
 * One stage of one application: what stage moves are read from.
 * No webhook speaks of it: `current_stage` names the job's stage and never the id of this row, so the application's rows are read again instead.
 */
export const applicationStages = resource({
  name: 'application_stages',
  domain: 'applications',
  about: "One stage of an application's way, entered or not.",
  key: int('id'),
  harvest: {
    path: 'application_stages',
    permission: 'Applications',
    since: 'updated_at',
    cadence: 'hot',
    of: { applications: 'application_ids' },
    with: ['applications'],
  },
  webhooks: {},
  columns: {
    application_id: int('application_id').describe('The application.'),
    job_interview_stage_id: int('job_interview_stage_id').describe("The job's stage."),
    entered_at: timestamp('entered_at').describe('When the application entered it; null where it has not.'),
    exited_at: timestamp('exited_at').describe('When the application left it.'),
    // Counts on with every day that passes (Harvest v3 reference, application_stages).
    days_in_stage: int('days_in_stage').volatile().describe('Whole days in the stage, as of the last reading.'),
    current: boolean('current').describe('Whether the application stands in it; a rejected one stays.'),
    created_at: timestamp('created_at').describe('When the row was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['entered_at', 'exited_at', 'current'],
})
