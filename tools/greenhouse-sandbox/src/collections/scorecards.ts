import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, ids, word } from './filters.js'

export interface Scorecard extends Entity {
  readonly interview_kit_id: number
  readonly interviewer_id: number
  readonly interviewed_at: string | null
  readonly notes: string | null
  readonly notes_with_tags: string | null
  readonly submitter_id: number
  readonly candidate_rating: 'strong_no' | 'no' | 'yes' | 'strong_yes' | 'no_decision' | null
  readonly private_notes: string | null
  readonly private_notes_with_tags: string | null
  readonly status: 'draft' | 'complete'
  readonly public_notes: string | null
  readonly public_notes_with_tags: string | null
  readonly application_id: number
  readonly submitted_at: string | null
}

export const scorecards: Collection<Scorecard> = {
  name: 'scorecards',
  firstId: 20_190_000_441,
  filters: {
    interview_kit_ids: ids((row) => row.interview_kit_id),
    submitter_ids: ids((row) => row.submitter_id),
    application_ids: ids((row) => row.application_id),
    interviewer_ids: ids((row) => row.interviewer_id),
    interviewed_at: dates((row) => row.interviewed_at),
    submitted_at: dates((row) => row.submitted_at),
    status: word(['draft', 'complete'], (row) => row.status),
  },
  record: (row) => ({ ...row }),
}
