import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** What interviewers get to prepare for one of a job's interviews. */
export const interviewKits = resource({
  name: 'interview_kits',
  domain: 'interviews',
  about: "What interviewers get to prepare for one of a job's interviews.",
  key: int('id'),
  harvest: {
    path: 'interview_kits',
    permission: 'Job Stages',
    since: 'updated_at',
    cadence: 'settings',
    of: { jobs: 'job_ids', job_interviews: 'job_interview_ids' },
    with: ['jobs'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job.'),
    job_interview_id: int('job_interview_id').describe("The job's interview that it prepares for."),
    exercises: text('exercises').describe('What to do in the interview, as HTML.'),
    anonymize_candidate: boolean('anonymize_candidate').describe("Whether interviewers do not see the candidate's name."),
    anonymize_resumes: boolean('anonymize_resumes').describe('Whether interviewers see the CV without personal details.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
