import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface DemographicAnswer extends Entity {
  readonly application_id: number
  readonly demographic_question_id: number
  readonly demographic_answer_option_id: number | null
  readonly free_form_text: string | null
}

export const demographicAnswers: Collection<DemographicAnswer> = {
  name: 'demographic_answers',
  firstId: 14_730_000_147,
  filters: {
    application_ids: ids((row) => row.application_id),
    demographic_question_ids: ids((row) => row.demographic_question_id),
    demographic_answer_option_ids: ids((row) => row.demographic_answer_option_id),
  },
  record: (row) => ({ ...row }),
}
