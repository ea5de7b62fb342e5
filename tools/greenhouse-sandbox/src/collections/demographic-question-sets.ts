import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag } from './filters.js'

interface DemographicQuestionSet extends Entity {
  readonly title: string
  readonly description: string | null
  readonly active: boolean
  readonly enabled: boolean | null
}

export const demographicQuestionSets: Collection<DemographicQuestionSet> = {
  name: 'demographic_question_sets',
  firstId: 14_860_000_154,
  filters: {
    active: flag((row) => row.active),
    enabled: flag((row) => row.enabled),
  },
  record: (row) => ({ ...row }),
}
