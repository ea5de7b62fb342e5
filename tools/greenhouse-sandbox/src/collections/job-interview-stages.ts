import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

export interface JobInterviewStage extends Entity {
  readonly job_id: number
  readonly sort_order: number
  readonly name: string
  readonly active: boolean
}

export const jobInterviewStages: Collection<JobInterviewStage> = {
  name: 'job_interview_stages',
  firstId: 7_700_000_000,
  filters: {
    job_ids: ids((row) => row.job_id),
    active: flag((row) => row.active),
  },
  record: (row) => ({ ...row }),
}
