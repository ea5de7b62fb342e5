import { blockedSpamSources } from '../collections/blocked-spam-sources.js'
import { candidateTags } from '../collections/candidate-tags.js'
import { closeReasons } from '../collections/close-reasons.js'
import { demographicAnswerOptions } from '../collections/demographic-answer-options.js'
import { demographicQuestionSets } from '../collections/demographic-question-sets.js'
import { demographicQuestions } from '../collections/demographic-questions.js'
import { interviewerTags } from '../collections/interviewer-tags.js'
import { jobBoardCustomLocations } from '../collections/job-board-custom-locations.js'
import { jobBoards } from '../collections/job-boards.js'
import { referrers } from '../collections/referrers.js'
import { rejectionReasons } from '../collections/rejection-reasons.js'
import { sources } from '../collections/sources.js'
import { userRoles } from '../collections/user-roles.js'
import type { Company } from './company.js'
import type { Invention } from './invention.js'
import * as setup from './setup.js'

/** What there is before anybody works there: words to choose from. */
export function seedSetup(company: Company, invention: Invention, at: number): void {
  seedWords(company, invention, at)
  seedBoards(company, invention, at)
  seedDemographics(company, invention, at)
}

function seedWords(company: Company, { random }: Invention, at: number): void {
  for (const [index, name] of setup.SOURCES.entries()) {
    const kind = index % setup.SOURCE_TYPES.length
    company.add(sources, random, at, { name, type: { id: kind + 1, name: setup.SOURCE_TYPES[kind] ?? '' } })
  }
  const reasons = [...setup.REJECTION_REASONS, ...setup.DEFAULT_REJECTION_REASONS]
  for (const [index, name] of reasons.entries()) {
    const type = setup.REJECTION_TYPES[index % setup.REJECTION_TYPES.length]
    if (type === undefined) continue
    company.add(rejectionReasons, random, at, { name, type, hidden: { is_default: index >= setup.REJECTION_REASONS.length } })
  }
  for (const name of setup.REFERRER_NAMES) company.add(referrers, random, at, { name, user_id: null })
  for (const name of setup.CLOSE_REASONS) company.add(closeReasons, random, at, { name })
  for (const name of setup.TAGS) company.add(candidateTags, random, at, { name })
  for (const name of setup.INTERVIEWER_TAGS) company.add(interviewerTags, random, at, { name })
  for (const role of setup.USER_ROLES) company.add(userRoles, random, at, role)
  for (const [source_type, value] of SPAM) {
    company.add(blockedSpamSources, random, at, { source_type, value, note: random.chance(0.5) ? null : 'Sent 400 résumés' })
  }
}

const SPAM = [
  ['ip_address', '192.0.2.17'],
  ['cidr_block', '198.51.100.0/24'],
  ['email_address', 'spam@example.net'],
  ['email_domain', 'junk.example.org'],
] as const

function seedBoards(company: Company, invention: Invention, at: number): void {
  const { random } = invention
  for (const [index, url_token] of ['example', 'example-internal', 'example-draft'].entries()) {
    const board = company.add(jobBoards, random, at, {
      company_name: 'Example & Söhne',
      url_token,
      internal: index === 1,
      status: index === 2 ? 'draft' : 'live',
      about: invention.paragraph(),
      introduction: invention.paragraph(),
      conclusion: invention.paragraph(),
    })
    for (const value of random.some(['Remote — EU', 'Köln', 'New York, NY', 'Anywhere <UTC±3>'], 2)) {
      company.add(jobBoardCustomLocations, random, at, { value, active: true, greenhouse_job_board_id: board.id })
    }
  }
}

function seedDemographics(company: Company, { random }: Invention, at: number): void {
  for (const title of ['Diversity & inclusion', 'Diversity (2024)']) {
    const active = title === 'Diversity & inclusion'
    const set = company.add(demographicQuestionSets, random, at, {
      title,
      description: active ? '<p>Your answers are voluntary.</p>' : null,
      active,
      enabled: active ? true : null,
    })
    const asked = active ? setup.DEMOGRAPHIC_QUESTIONS : setup.DEMOGRAPHIC_QUESTIONS.slice(0, 1)
    for (const [sort_order, { name, options }] of asked.entries()) {
      const question = company.add(demographicQuestions, random, at, {
        sort_order,
        active,
        name: active ? name : null,
        demographic_question_set_id: set.id,
        required: sort_order === 1 ? null : false,
        answer_type: !active ? null : sort_order === 0 ? 'multi_value_multi_select' : 'multi_value_single_select',
        hidden: { is_dated: sort_order > 0 },
      })
      for (const [order, option] of options.entries()) {
        company.add(demographicAnswerOptions, random, at, {
          demographic_question_id: question.id,
          sort_order: order,
          active,
          free_form: option.includes('self-describe'),
          name: active ? option : null,
          decline_to_answer: order === 0 ? null : option.includes('wish to answer'),
          hidden: { is_dated: order > 0 },
        })
      }
    }
  }
}
