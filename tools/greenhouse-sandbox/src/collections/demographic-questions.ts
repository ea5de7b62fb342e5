import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

interface DemographicQuestion extends Entity {
  readonly sort_order: number
  readonly active: boolean
  readonly name: string | null
  readonly demographic_question_set_id: number | null
  readonly required: boolean | null
  readonly answer_type: 'multi_value_single_select' | 'multi_value_multi_select' | null
  /** Whether the dates are in the answer at all. */
  readonly hidden: { readonly is_dated: boolean }
}

export const demographicQuestions: Collection<DemographicQuestion> = {
  name: 'demographic_questions',
  firstId: 14_990_000_161,
  filters: {
    demographic_question_set_ids: ids((row) => row.demographic_question_set_id),
    active: flag((row) => row.active),
    required: flag((row) => row.required),
  },
  record: ({ hidden, ...record }) => (hidden.is_dated ? record : { ...record, created_at: null, updated_at: null }),
  // Neither created_at nor updated_at can be filtered (https://harvestdocs.greenhouse.io/reference/get_v3-demographic-questions).
  isUndated: true,
}
