import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, flag, ids, integer, text, word } from './filters.js'

export interface Application extends Entity {
  readonly agency_note_id: number | null
  readonly candidate_id: number
  readonly coordinator_id: number | null
  /** Null for prospects without a job (Harvest v3 reference). */
  readonly job_id: number | null
  readonly job_post_id: number | null
  readonly recruiter_id: number | null
  /** A referrer's id, not a user's (Harvest v3 reference). */
  readonly referrer_id: number | null
  readonly source_id: number | null
  /** An application_stages id, not a job_interview_stages id (Harvest v3 reference). */
  readonly stage_id: number | null
  readonly stage_name: string | null
  readonly job_interview_stage_id: number | null
  readonly status: 'rejected' | 'hired' | 'converted' | 'in_process'
  readonly needs_decision: boolean | null
  readonly prospect: boolean
  readonly rejected_at: string | null
  readonly rejection_reason_id: number | null
  readonly last_activity_at: string | null
  readonly location_address: string | null
  readonly answers: readonly { readonly question: string; readonly answer: string | null }[] | null
  readonly prospective_job_ids: readonly number[]
  readonly custom_fields: FieldValues
}

export const applications: Collection<Application> = {
  name: 'applications',
  firstId: 8_800_000_000,
  filters: {
    candidate_ids: ids((row) => row.candidate_id),
    job_ids: ids((row) => row.job_id),
    prospective_job_ids: ids((row) => row.prospective_job_ids),
    job_post_ids: ids((row) => row.job_post_id),
    source_ids: ids((row) => row.source_id),
    referrer_ids: ids((row) => row.referrer_id),
    stage_ids: ids((row) => row.stage_id),
    // The filter's word is active where the record says in_process (Harvest v3 migration guide).
    status: word(['rejected', 'hired', 'converted', 'active'], (row) => row.status, { active: 'in_process' }),
    stage_name: text((row, name) => row.stage_name === name),
    custom_field_option_id: integer((row, id) => choosesOption(row.custom_fields, id)),
    last_activity_at: dates((row) => row.last_activity_at),
    prospect: flag((row) => row.prospect),
  },
  record: (row) => ({ ...row }),
}
