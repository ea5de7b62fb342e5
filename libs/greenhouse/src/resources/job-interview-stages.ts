import { boolean, int, mentioned, removed, resource, text, timestamp } from '@trellis/pipeline'

const current = mentioned('payload.application.current_stage')

/**
 * A stage of one job's interview plan.
 * Webhooks call it current_stage; the interviews inside are an application's, under an id that is not said to be one of Harvest v3: they are left to re-reads.
 */
export const jobInterviewStages = resource({
  name: 'job_interview_stages',
  domain: 'jobs',
  about: "A stage of one job's interview plan; a stage that is no longer used stays, inactive.",
  key: int('id'),
  harvest: {
    path: 'job_interview_stages',
    permission: 'Job Stages',
    since: 'updated_at',
    cadence: 'warm',
    of: { jobs: 'job_ids' },
    with: ['jobs'],
  },
  webhooks: {
    job_interview_stage_deleted: removed('payload.job_interview_stage'),
    new_candidate_application: current,
    application_updated: current,
    candidate_stage_change: current,
    reject_candidate: current,
    unreject_candidate: current,
    unhire_candidate: current,
  },
  columns: {
    job_id: int('job_id').describe('The job whose plan it is part of.'),
    name: text('name').describe('What the stage is called.'),
    sort_order: int('sort_order', 'priority').describe('Its place in the plan; the first stage is 0, Offer comes last.'),
    active: boolean('active').describe('Whether applications can still be in it.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['name', 'sort_order', 'active'],
})
