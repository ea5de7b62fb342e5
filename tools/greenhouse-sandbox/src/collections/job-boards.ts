import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag } from './filters.js'

interface JobBoard extends Entity {
  readonly company_name: string
  readonly url_token: string
  readonly internal: boolean
  readonly status: 'draft' | 'live'
  readonly about: string
  readonly introduction: string
  readonly conclusion: string
}

export const jobBoards: Collection<JobBoard> = {
  name: 'job_boards',
  firstId: 16_420_000_238,
  filters: {
    internal: flag((row) => row.internal),
    live: flag((row) => row.status === 'live'),
  },
  record: (row) => ({ ...row }),
}
