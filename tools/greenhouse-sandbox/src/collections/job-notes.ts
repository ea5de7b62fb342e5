import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

interface JobNote extends Entity {
  readonly job_id: number
  readonly user_id: number
  readonly body: string | null
  readonly visibility: 'admin_only_visible' | 'privately_visible' | null
}

export const jobNotes: Collection<JobNote> = {
  name: 'job_notes',
  firstId: 17_070_000_273,
  filters: {
    job_ids: ids((row) => row.job_id),
    user_ids: ids((row) => row.user_id),
    visibility: word(['admin_only_visible', 'privately_visible'], (row) => row.visibility),
  },
  record: (row) => ({ ...row }),
}
