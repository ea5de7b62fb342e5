import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids, word } from './filters.js'

export interface JobInterview extends Entity {
  readonly job_interview_stage_id: number
  readonly job_id: number
  readonly sort_order: number
  readonly scheduling_type: 'none' | 'needs_scheduling' | 'take_home_test' | 'offer' | null
  readonly duration: number | null
  readonly summary: string | null
  readonly instructions: string | null
  readonly name: string
  readonly active: boolean
  readonly require_scorecard: boolean | null
}

export const jobInterviews: Collection<JobInterview> = {
  name: 'job_interviews',
  firstId: 16_940_000_266,
  filters: {
    job_interview_stage_ids: ids((row) => row.job_interview_stage_id),
    job_ids: ids((row) => row.job_id),
    active: flag((row) => row.active),
    scheduling_type: word(['none', 'needs_scheduling', 'take_home_test', 'offer'], (row) => row.scheduling_type),
  },
  record: (row) => ({ ...row }),
}
