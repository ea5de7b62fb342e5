import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

interface JobBoardCustomLocation extends Entity {
  readonly value: string
  readonly active: boolean
  readonly greenhouse_job_board_id: number
}

export const jobBoardCustomLocations: Collection<JobBoardCustomLocation> = {
  name: 'job_board_custom_locations',
  firstId: 16_290_000_231,
  filters: {
    greenhouse_job_board_ids: ids((row) => row.greenhouse_job_board_id),
    active: flag((row) => row.active),
  },
  record: (row) => ({ ...row }),
}
