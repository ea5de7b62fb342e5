import { candidateTags } from '../collections/candidate-tags.js'
import { closeReasons } from '../collections/close-reasons.js'
import { customFieldOptions } from '../collections/custom-field-options.js'
import { customFields } from '../collections/custom-fields.js'
import { demographicAnswerOptions } from '../collections/demographic-answer-options.js'
import { demographicQuestions } from '../collections/demographic-questions.js'
import { emailTemplates } from '../collections/email-templates.js'
import { jobBoards } from '../collections/job-boards.js'
import { prospectPools } from '../collections/prospect-pools.js'
import { sources } from '../collections/sources.js'
import { userRoles } from '../collections/user-roles.js'
import type { Collection } from '../collections/collection.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import type { Entity } from '../company/entity.js'

type Change = (company: Company, invention: Invention, at: number) => void

/** What can be changed in the settings, without a word to anybody. Names that webhooks or records repeat stay as they are. */
const CHANGES: readonly Change[] = [
  change(closeReasons, ({ name }) => ({ name: name.replace(/ \(.*|$/, ' (new)') })),
  change(emailTemplates, (_, invention) => ({ subject: invention.text() })),
  change(jobBoards, (_, invention) => ({ about: invention.paragraph() })),
  change(prospectPools, ({ active }) => ({ active: !active })),
  change(userRoles, ({ name }) => ({ name: name.replace(/ \(.*|$/, ' (old)') })),
  change(customFields, (_, invention) => ({ description: invention.text() })),
  change(customFieldOptions, ({ sort_order }) => ({ sort_order: sort_order + 1 })),
  change(demographicAnswerOptions, ({ active }) => ({ active: !active })),
  change(demographicQuestions, ({ sort_order }) => ({ sort_order: sort_order + 1 })),
  (company, { random }, at) => {
    const [first] = company.all(sources)
    if (first !== undefined) company.add(sources, random, at, { name: `Fair ${random.int(2020, 2030)}`, type: first.type })
  },
  (company, { random }, at) => void company.add(candidateTags, random, at, { name: `tag ${random.int(1, 9_999)}` }),
]

export function changeSetup(company: Company, invention: Invention, at: number): void {
  invention.random.pick(CHANGES)(company, invention, at)
}

function change<T extends Entity>(collection: Collection<T>, patch: (row: T, invention: Invention) => Partial<T>): Change {
  return (company, invention, at) => {
    const row = company.of(collection).any(invention.random)
    if (row !== undefined) company.of(collection).change(row.id, patch(row, invention), at)
  }
}
