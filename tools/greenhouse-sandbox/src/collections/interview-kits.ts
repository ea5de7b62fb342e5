import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids } from './filters.js'

export interface InterviewKit extends Entity {
  readonly job_id: number
  readonly job_interview_id: number
  readonly exercises: string | null
  readonly anonymize_candidate: boolean | null
  readonly anonymize_resumes: boolean | null
}

export const interviewKits: Collection<InterviewKit> = {
  name: 'interview_kits',
  firstId: 15_770_000_203,
  filters: {
    job_ids: ids((row) => row.job_id),
    job_interview_ids: ids((row) => row.job_interview_id),
  },
  record: (row) => ({ ...row }),
}
