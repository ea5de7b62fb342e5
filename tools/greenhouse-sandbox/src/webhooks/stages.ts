import type { Application } from '../collections/applications.js'
import type { JsonRecord } from '../collections/collection.js'
import { defaultInterviewers } from '../collections/default-interviewers.js'
import { interviewKits } from '../collections/interview-kits.js'
import { interviewers } from '../collections/interviewers.js'
import { interviews } from '../collections/interviews.js'
import type { JobInterviewStage } from '../collections/job-interview-stages.js'
import { type JobInterview, jobInterviews } from '../collections/job-interviews.js'
import { scorecardQuestions } from '../collections/scorecard-questions.js'
import type { Company } from '../company/company.js'

/**
 * The stage an application is in, with what is planned there and how far it is (https://developers.greenhouse.io/webhooks.html).
 */
export function currentStage(company: Company, application: Application): JsonRecord | null {
  const stage = company.jobInterviewStages.get(application.job_interview_stage_id)
  if (stage === undefined) return null
  const steps = company.where(jobInterviews, 'job_interview_stage_id', stage.id).filter(({ active }) => active)
  return { id: stage.id, name: stage.name, interviews: steps.map((step) => interviewOf(company, application, step)) }
}

function interviewOf(company: Company, application: Application, step: JobInterview): JsonRecord {
  const [kit] = company.where(interviewKits, 'job_interview_id', step.id)
  const held = company.where(interviews, 'application_id', application.id).find((row) => row.job_interview_id === step.id)
  const asked = kit === undefined ? [] : company.where(scorecardQuestions, 'interview_kit_id', kit.id)
  const invited = held === undefined ? [] : company.where(interviewers, 'interview_id', held.id)
  const usual = kit === undefined ? [] : company.where(defaultInterviewers, 'interview_kit_id', kit.id)
  const people = invited.length > 0 ? invited : usual.map(({ user_id }) => ({ user_id, response_status: 'tentative' }))
  return {
    id: step.id,
    name: step.name,
    status: held?.status ?? 'to_be_scheduled',
    interview_kit: {
      url: `https://app.greenhouse.io/guides/${kit?.id ?? 0}/people/${application.candidate_id}?application_id=${application.id}`,
      content: kit?.exercises ?? null,
      questions: asked.map(({ id, question }) => ({ id, question })),
    },
    interviewers: people.flatMap(({ user_id, response_status }) => {
      const user = company.users.get(user_id)
      return user === undefined ? [] : [{ id: user.id, display_name: user.name, status: response_status ?? 'needs_action' }]
    }),
  }
}

/** job_interview_stage_deleted (https://developers.greenhouse.io/webhooks.html). */
export function goneStageInWebhook({ id, job_id, created_at, updated_at, name, active }: JobInterviewStage): JsonRecord {
  return { id, job_id, created_at, updated_at, name, active }
}
