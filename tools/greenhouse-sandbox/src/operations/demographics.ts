import type { Application } from '../collections/applications.js'
import { demographicAnswerOptions } from '../collections/demographic-answer-options.js'
import { demographicAnswers } from '../collections/demographic-answers.js'
import { demographicQuestions } from '../collections/demographic-questions.js'
import { type EeocAnswer, eeoc } from '../collections/eeoc.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import { EEOC_ANSWERS } from '../company/setup.js'
import { wholeSecond } from '../instants.js'

/** What an applicant says of themselves, if anything. */
export function answerDemographics(company: Company, invention: Invention, application: Application, at: number): void {
  const { random } = invention
  if (random.chance(0.35)) {
    company.add(eeoc, random, at, {
      application_id: application.id,
      candidate_id: application.candidate_id,
      gender: inventAnswer(invention, EEOC_ANSWERS.gender),
      race: inventAnswer(invention, EEOC_ANSWERS.race),
      veteran_status: inventAnswer(invention, EEOC_ANSWERS.veteran_status),
      disability_status: inventAnswer(invention, EEOC_ANSWERS.disability_status),
      submitted_at: random.chance(0.05) ? null : wholeSecond(at),
    })
  }
  if (!random.chance(0.3)) return
  for (const question of company.all(demographicQuestions)) {
    if (!question.active || random.chance(0.2)) continue
    const options = company.where(demographicAnswerOptions, 'demographic_question_id', question.id)
    const option = random.pickOrNull(options, 0.05)
    company.add(demographicAnswers, random, at, {
      application_id: application.id,
      demographic_question_id: question.id,
      demographic_answer_option_id: option?.id ?? null,
      free_form_text: option === null || option.free_form ? invention.text() : null,
    })
  }
}

/** A correction moves no submitted_at (https://harvestdocs.greenhouse.io/reference/get_v3-eeoc). */
export function correctEeoc(company: Company, invention: Invention, { id }: EeocAnswer, at: number): void {
  company.of(eeoc).change(id, { race: inventAnswer(invention, EEOC_ANSWERS.race) }, at)
}

function inventAnswer({ random }: Invention, answers: readonly string[]): EeocAnswer['gender'] {
  if (random.chance(0.15)) return null
  const index = random.int(0, answers.length)
  return index === answers.length ? { id: null, description: null } : { id: index + 1, description: answers[index] ?? null }
}
