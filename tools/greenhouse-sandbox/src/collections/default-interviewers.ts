import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

interface DefaultInterviewer extends Entity {
  readonly user_id: number
  readonly interview_kit_id: number
}

export const defaultInterviewers: Collection<DefaultInterviewer> = {
  name: 'default_interviewers',
  firstId: 14_470_000_133,
  filters: {
    user_ids: ids((row) => row.user_id),
    interview_kit_ids: ids((row) => row.interview_kit_id),
  },
  record: (row) => ({ ...row }),
}
