import { focusCandidateAttributes } from '../collections/focus-candidate-attributes.js'
import type { InterviewKit } from '../collections/interview-kits.js'
import type { Interview } from '../collections/interviews.js'
import { scorecardCandidateAttributes } from '../collections/scorecard-candidate-attributes.js'
import { scorecardQuestionAnswerOptions } from '../collections/scorecard-question-answer-options.js'
import { scorecardQuestionAnswers } from '../collections/scorecard-question-answers.js'
import { scorecardQuestionOptions } from '../collections/scorecard-question-options.js'
import { type ScorecardQuestion, scorecardQuestions } from '../collections/scorecard-questions.js'
import { type Scorecard, scorecards } from '../collections/scorecards.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import { wholeSecond } from '../instants.js'

interface Assignment {
  readonly kit: InterviewKit
  readonly interview: Interview
  readonly userId: number
}

/** The placeholder that scheduling leaves per interviewer (https://harvestdocs.greenhouse.io/reference/get_v3-scorecards). */
export function draftScorecard(
  company: Company,
  { random }: Invention,
  { kit, interview, userId }: Assignment,
  at: number,
): Scorecard {
  return company.add(scorecards, random, at, {
    interview_kit_id: kit.id,
    interviewer_id: userId,
    interviewed_at: null,
    notes: null,
    notes_with_tags: null,
    submitter_id: userId,
    candidate_rating: null,
    private_notes: null,
    private_notes_with_tags: null,
    status: 'draft',
    public_notes: null,
    public_notes_with_tags: null,
    application_id: interview.application_id,
    submitted_at: null,
  })
}

const RATINGS = ['strong_no', 'no', 'yes', 'strong_yes', 'no_decision', null] as const
const ATTRIBUTE_RATINGS = ['definitely_not', 'no', 'yes', 'strong_yes', 'mixed', 'no_decision'] as const

/** The interviewer says what was found: on the whole, on the attributes looked at, and to the kit's questions. */
export function submitScorecard(company: Company, invention: Invention, scorecard: Scorecard, at: number): Scorecard {
  const { random } = invention
  for (const focus of company.where(focusCandidateAttributes, 'interview_kit_id', scorecard.interview_kit_id)) {
    const candidate_attribute_rating = random.pick(ATTRIBUTE_RATINGS)
    company.add(scorecardCandidateAttributes, random, at, {
      scorecard_id: scorecard.id,
      candidate_attribute_rating,
      job_candidate_attribute_id: focus.job_candidate_attribute_id,
      note: random.chance(0.8) ? null : invention.text(),
      value: random.chance(0.1) ? null : candidate_attribute_rating,
    })
  }
  for (const question of company.where(scorecardQuestions, 'interview_kit_id', scorecard.interview_kit_id)) {
    if (question.active && question.answer_type !== 'instruction') answer(company, invention, scorecard, question, at)
  }
  return company.of(scorecards).change(
    scorecard.id,
    {
      status: 'complete',
      interviewed_at: wholeSecond(at - 3_600_000),
      submitted_at: wholeSecond(at),
      submitter_id: random.chance(0.05) ? random.pick(company.staff()).id : scorecard.submitter_id,
      ...inventFindings(invention),
    },
    at,
  )
}

/** A submitted scorecard is corrected. */
export const amendScorecard = (company: Company, invention: Invention, { id }: Scorecard, at: number): Scorecard =>
  company.of(scorecards).change(id, inventFindings(invention), at)

function inventFindings(invention: Invention): Partial<Scorecard> {
  const notes = invention.random.chance(0.3) ? null : invention.text()
  const others = invention.random.chance(0.8) ? null : invention.text()
  return {
    candidate_rating: invention.random.pick(RATINGS),
    notes,
    notes_with_tags: notes && `<p>${notes}</p>`,
    private_notes: others,
    private_notes_with_tags: others && `<p>${others}</p>`,
    public_notes: others,
    public_notes_with_tags: others && `<p>${others}</p>`,
  }
}

function answer(company: Company, invention: Invention, scorecard: Scorecard, question: ScorecardQuestion, at: number): void {
  const { random } = invention
  const options = company.where(scorecardQuestionOptions, 'scorecard_question_id', question.id)
  const chosen = random.some(options, question.answer_type === 'multi_select' ? 2 : 1)
  const words = options.length > 0 ? chosen.map(({ name }) => name).join(', ') : random.chance(0.2) ? null : invention.text()
  const isYesNo = question.answer_type === 'yes_no'
  const given = company.add(scorecardQuestionAnswers, random, at, {
    scorecard_id: scorecard.id,
    scorecard_question_id: question.id,
    answer: isYesNo ? null : words,
    answer_with_tags: isYesNo ? null : words && `<p>${words}</p>`,
    boolean_value: isYesNo ? random.chance(0.6) : null,
  })
  for (const { id } of chosen) {
    const option = { scorecard_question_option_id: id, scorecard_question_answer_id: given.id }
    company.add(scorecardQuestionAnswerOptions, random, at, option)
  }
}
