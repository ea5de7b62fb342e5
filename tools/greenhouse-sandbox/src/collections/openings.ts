import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, flag, ids, integer, text } from './filters.js'

export interface Opening extends Entity {
  readonly job_id: number
  readonly opened_at: string | null
  readonly closed_at: string | null
  readonly sort_order: number
  readonly opening_id: string | null
  readonly application_id: number | null
  readonly close_reason_id: number | null
  readonly target_start_on: string | null
  readonly open: boolean
  readonly custom_fields: FieldValues
}

export const openings: Collection<Opening> = {
  name: 'openings',
  firstId: 5_500_000_000,
  filters: {
    job_ids: ids((row) => row.job_id),
    application_ids: ids((row) => row.application_id),
    close_reason_ids: ids((row) => row.close_reason_id),
    opened_at: dates((row) => row.opened_at),
    closed_at: dates((row) => row.closed_at),
    custom_field_option_id: integer((row, id) => choosesOption(row.custom_fields, id)),
    open: flag((row) => row.open),
    opening_id: text((row, wanted) => row.opening_id === wanted),
  },
  record: (row) => ({ ...row }),
}
