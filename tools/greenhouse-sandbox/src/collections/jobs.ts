import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, flag, integer, text, word } from './filters.js'

export interface Job extends Entity {
  readonly name: string
  readonly requisition_id: string | null
  readonly notes: string | null
  readonly confidential: boolean
  readonly status: 'open' | 'draft' | 'closed'
  /** The first opening; closed_at is the latest closing and null again after reopening (Harvest v3 reference). */
  readonly opened_at: string | null
  readonly closed_at: string | null
  readonly is_template: boolean | null
  readonly copied_from_id: number | null
  readonly department_id: number | null
  readonly office_ids: readonly number[] | null
  readonly custom_fields: FieldValues
  /** Known to webhooks only. */
  readonly hidden: { readonly created_by_id: number }
}

export const jobs: Collection<Job> = {
  name: 'jobs',
  firstId: 4_400_000_000,
  filters: {
    opened_at: dates((row) => row.opened_at),
    closed_at: dates((row) => row.closed_at),
    requisition_id: text((row, id) => row.requisition_id === id),
    department_id: integer((row, id) => row.department_id === id),
    office_id: integer((row, id) => row.office_ids?.includes(id) ?? false),
    custom_field_option_id: integer((row, id) => choosesOption(row.custom_fields, id)),
    confidential: flag((row) => row.confidential),
    status: word(['open', 'draft', 'closed'], (row) => row.status),
  },
  record: ({ hidden: _, ...record }) => record,
}
