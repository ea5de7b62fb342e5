import { candidateAttributeTypes } from '../collections/candidate-attribute-types.js'
import { defaultInterviewers } from '../collections/default-interviewers.js'
import { focusCandidateAttributes } from '../collections/focus-candidate-attributes.js'
import { interviewKits } from '../collections/interview-kits.js'
import { type JobCandidateAttribute, jobCandidateAttributes } from '../collections/job-candidate-attributes.js'
import { type JobInterviewStage, jobInterviewStages } from '../collections/job-interview-stages.js'
import { type JobInterview, jobInterviews } from '../collections/job-interviews.js'
import { scorecardQuestionCandidateAttributes } from '../collections/scorecard-question-candidate-attributes.js'
import { scorecardQuestionOptions } from '../collections/scorecard-question-options.js'
import { scorecardQuestions } from '../collections/scorecard-questions.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'

const PLAN = [
  'Application Review',
  'Recruiter Phone Screen',
  'Take Home Test',
  'Face to Face',
  'Panel & Lunch',
  'Reference Check',
]

const ATTRIBUTES = { Skills: ['C++', 'Clear writing', 'Systems <design>'], Qualifications: ['Degree', 'Years in the trade'] }

/** A job's plan: its stages, what is looked at in their interviews, and who holds them. */
export function addPlan(company: Company, invention: Invention, jobId: number, at: number): void {
  const { random } = invention
  const attributes = addAttributes(company, invention, jobId, at)
  // Offer is the last stage (https://harvestdocs.greenhouse.io/reference/get_v3-job-interview-stages).
  for (const [sort_order, name] of [...random.some(PLAN, random.int(3, PLAN.length)), 'Offer'].entries()) {
    const stage = company.add(jobInterviewStages, random, at, { job_id: jobId, sort_order, name, active: true })
    if (name !== 'Offer') addInterview(company, invention, stage, attributes, at)
    if (name === 'Face to Face') addInterview(company, invention, stage, attributes, at, 'Lunch <informal>')
  }
}

/** A stage that is not in use yet: no application is in it, and no interview belongs to it. */
export function addStage(company: Company, { random }: Invention, jobId: number, at: number): JobInterviewStage {
  const sort_order = company.stagesOf(jobId).length
  return company.add(jobInterviewStages, random, at, { job_id: jobId, sort_order, name: 'Second look', active: false })
}

/** How an interview of the plan is held changes, or what is asked there. */
export function changePlan(company: Company, invention: Invention, step: JobInterview, at: number): void {
  const { random } = invention
  const [kit] = company.where(interviewKits, 'job_interview_id', step.id)
  const [question] = kit === undefined ? [] : company.where(scorecardQuestions, 'interview_kit_id', kit.id)
  const dice = random.int(0, 3)
  if (dice === 1 && kit !== undefined) company.of(interviewKits).change(kit.id, { exercises: invention.paragraph() }, at)
  else if (dice === 2 && question !== undefined) {
    company.of(scorecardQuestions).change(question.id, { active: !question.active }, at)
  } else if (dice === 3 && kit !== undefined)
    addQuestion(company, invention, kit.id, company.where(scorecardQuestions, 'interview_kit_id', kit.id).length, at)
  else company.of(jobInterviews).change(step.id, { duration: random.pick([30, 45, 60, null]), summary: invention.text() }, at)
}

function addAttributes(company: Company, { random }: Invention, jobId: number, at: number): JobCandidateAttribute[] {
  return Object.entries(ATTRIBUTES).flatMap(([name, attributes], sort_order) => {
    const is_draft = random.pick([true, false, null])
    const type = company.add(candidateAttributeTypes, random, at, { name, job_id: jobId, sort_order, active: true, is_draft })
    return attributes.map((attribute, order) =>
      company.add(jobCandidateAttributes, random, at, {
        job_id: jobId,
        candidate_attribute_type_id: type.id,
        active: true,
        sort_order: random.chance(0.1) ? null : order,
        name: attribute,
      }),
    )
  })
}

function addInterview(
  company: Company,
  invention: Invention,
  stage: JobInterviewStage,
  attributes: readonly JobCandidateAttribute[],
  at: number,
  name = stage.name,
): void {
  const { random } = invention
  const step = company.add(jobInterviews, random, at, {
    job_interview_stage_id: stage.id,
    job_id: stage.job_id,
    sort_order: 0,
    scheduling_type: schedulingOf(name),
    duration: random.chance(0.3) ? null : random.pick([30, 45, 60]),
    summary: random.chance(0.5) ? null : invention.text(),
    instructions: random.chance(0.6) ? null : invention.paragraph(),
    name,
    active: true,
    require_scorecard: random.pick([true, false, null]),
  })
  const kit = company.add(interviewKits, random, at, {
    job_id: stage.job_id,
    job_interview_id: step.id,
    exercises: random.chance(0.2) ? null : invention.paragraph(),
    anonymize_candidate: random.pick([true, false, null]),
    anonymize_resumes: random.pick([true, false, null]),
  })
  const focus = random
    .some(attributes, random.int(1, 3))
    .map(({ id }) =>
      company.add(focusCandidateAttributes, random, at, { interview_kit_id: kit.id, job_candidate_attribute_id: id }),
    )
  for (let order = random.int(0, 2); order > 0; order--) {
    const questionId = addQuestion(company, invention, kit.id, order - 1, at)
    const on = random.pickOrNull(focus, 0.5)
    if (on === null) continue
    const link = { scorecard_question_id: questionId, focus_candidate_attribute_id: on.id }
    company.add(scorecardQuestionCandidateAttributes, random, at, link)
  }
  for (const { id } of random.some(company.staff(), random.int(0, 2))) {
    company.add(defaultInterviewers, random, at, { user_id: id, interview_kit_id: kit.id })
  }
}

function addQuestion(company: Company, { random }: Invention, kitId: number, sort_order: number, at: number): number {
  const answer_type = random.pick(['text', 'yes_no', 'single_select', 'multi_select', 'instruction'] as const)
  const question = company.add(scorecardQuestions, random, at, {
    interview_kit_id: kitId,
    question: random.pick(['What did you build <last>?', 'Which team would suit?', 'Où & quand ?']),
    sort_order,
    active: true,
    answer_type,
    required: random.chance(0.3),
  })
  if (!answer_type.endsWith('select')) return question.id
  for (const [order, name] of ['Alpha & Omega', 'Beta', '"Other"'].entries()) {
    const option = { scorecard_question_id: question.id, name, sort_order: order, active: true }
    company.add(scorecardQuestionOptions, random, at, option)
  }
  return question.id
}

function schedulingOf(name: string): JobInterview['scheduling_type'] {
  if (name === 'Application Review') return 'none'
  return name === 'Take Home Test' ? 'take_home_test' : name === 'Reference Check' ? null : 'needs_scheduling'
}
