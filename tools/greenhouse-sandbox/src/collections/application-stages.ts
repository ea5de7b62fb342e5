import type { Entity } from '../company/entity.js'
import { DAY_MS } from '../instants.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

/** One row per stage of the job; stages not reached have no entered_at (Harvest v3 reference). */
export interface ApplicationStage extends Entity {
  readonly application_id: number
  readonly job_interview_stage_id: number
  readonly entered_at: string | null
  readonly exited_at: string | null
  readonly current: boolean
}

export const applicationStages: Collection<ApplicationStage> = {
  name: 'application_stages',
  firstId: 97_700_000_000,
  filters: {
    application_ids: ids((row) => row.application_id),
    job_interview_stage_ids: ids((row) => row.job_interview_stage_id),
    current: flag((row) => row.current),
  },
  record: (row, now) => ({ ...row, days_in_stage: daysInStage(row, now) }),
  volatile: (row, now) => String(daysInStage(row, now)),
}

/** Whole days, counting on while the application is in the stage (Harvest v3 reference). */
function daysInStage(row: ApplicationStage, now: number): number {
  if (row.entered_at === null) return 0
  const end = row.exited_at === null ? now : Date.parse(row.exited_at)
  return Math.max(0, Math.floor((end - Date.parse(row.entered_at)) / DAY_MS))
}
