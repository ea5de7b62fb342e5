import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

interface DemographicAnswerOption extends Entity {
  readonly demographic_question_id: number
  readonly sort_order: number
  readonly active: boolean
  readonly free_form: boolean
  readonly name: string | null
  readonly decline_to_answer: boolean | null
  /** Whether the dates are in the answer at all. */
  readonly hidden: { readonly is_dated: boolean }
}

export const demographicAnswerOptions: Collection<DemographicAnswerOption> = {
  name: 'demographic_answer_options',
  firstId: 14_600_000_140,
  filters: {
    demographic_question_ids: ids((row) => row.demographic_question_id),
    active: flag((row) => row.active),
  },
  record: ({ hidden, ...record }) => (hidden.is_dated ? record : { ...record, created_at: null, updated_at: null }),
  // Neither created_at nor updated_at can be filtered
  // (https://harvestdocs.greenhouse.io/reference/get_v3-demographic-answer-options).
  isUndated: true,
}
