import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, ids, integer, switchOnly, word } from './filters.js'

/** One row per version; a tracked change adds a version and turns the old one Deprecated (Harvest v3 reference). */
export interface Offer extends Entity {
  readonly version: number
  readonly application_id: number
  readonly job_id: number
  readonly candidate_id: number
  readonly opening_id: number | null
  readonly status: 'Created' | 'Accepted' | 'Rejected' | 'Deprecated'
  readonly starts_on: string | null
  readonly sent_on: string | null
  readonly resolved_at: string | null
  readonly custom_fields: FieldValues
  /** Known to webhooks only. */
  readonly hidden: { readonly user_id: number; readonly notes: string | null }
}

export const offers: Collection<Offer> = {
  name: 'offers',
  firstId: 6_600_000_000,
  filters: {
    application_ids: ids((row) => row.application_id),
    job_ids: ids((row) => row.job_id),
    candidate_ids: ids((row) => row.candidate_id),
    opening_ids: ids((row) => row.opening_id),
    current_only: switchOnly,
    custom_field_option_id: integer((row, id) => choosesOption(row.custom_fields, id)),
    status: word(['Created', 'Accepted', 'Rejected', 'Deprecated'], (row) => row.status),
    resolved_at: dates((row) => row.resolved_at),
    sent_on: dates((row) => row.sent_on, 'day'),
    starts_on: dates((row) => row.starts_on, 'day'),
  },
  record: ({ hidden: _, ...record }) => record,
  // current_only=true keeps the latest version per application (Harvest v3 reference).
  leavesOut: (given) =>
    given.get('current_only') === 'true'
      ? (row, others) => others.where(offers, 'application_id', row.application_id).some((other) => other.version > row.version)
      : () => false,
}
