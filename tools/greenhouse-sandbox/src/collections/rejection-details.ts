import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, integer } from './filters.js'

interface RejectionDetail extends Entity {
  readonly application_id: number
  readonly rejected_by_id: number | null
  readonly rejection_note_id: number | null
  readonly rejection_reason_id: number | null
  readonly rejected_at: string | null
  readonly question_custom_fields: FieldValues
}

export const rejectionDetails: Collection<RejectionDetail> = {
  name: 'rejection_details',
  firstId: 19_150_000_385,
  filters: {
    application_ids: ids((row) => row.application_id),
    rejection_reason_ids: ids((row) => row.rejection_reason_id),
    custom_field_option_id: integer((row, id) => choosesOption(row.question_custom_fields, id)),
  },
  record: (row) => ({ ...row }),
}
