import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

export interface Interviewer extends Entity {
  readonly interview_id: number
  readonly user_id: number | null
  readonly scorecard_id: number | null
  readonly email: string | null
  readonly response_status: string | null
}

export const interviewers: Collection<Interviewer> = {
  name: 'interviewers',
  firstId: 16_030_000_217,
  filters: {
    interview_ids: ids((row) => row.interview_id),
    user_ids: ids((row) => row.user_id),
    scorecard_ids: ids((row) => row.scorecard_id),
    response_status: word(['needs_action', 'declined', 'tentative', 'accepted'], (row) => row.response_status),
  },
  record: (row) => ({ ...row }),
}
