import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, text, word } from './filters.js'

export interface CustomField extends Entity {
  readonly field_type:
    | 'job'
    | 'opening'
    | 'standard'
    | 'offer'
    | 'compensation_frequency'
    | 'candidate'
    | 'referral_question'
    | 'application'
    | 'rejection_question'
    | 'form'
    | 'agency_question'
    | 'user_attribute'
  readonly sort_order: number
  readonly name: string
  readonly value_type:
    | 'short_text'
    | 'long_text'
    | 'yes_no'
    | 'single_select'
    | 'multi_select'
    | 'currency'
    | 'number'
    | 'date'
    | 'url'
    | 'currency_range'
    | 'number_range'
    | 'user'
    | 'linked'
    | 'header'
    | 'statement'
    | 'attachment'
    | 'rich_text'
    | 'date_of_birth'
  readonly private: boolean
  readonly required: boolean
  readonly require_approval: boolean
  readonly trigger_new_version: boolean
  readonly active: boolean | null
  readonly updated_by_id: number | null
  readonly internal_type:
    'employment_type' | 'offer_documents' | 'start_date' | 'school_name' | 'degree' | 'discipline' | 'offer_opening' | null
  readonly expose_in_job_board_api: boolean
  readonly placeholder: string | null
  readonly name_key: string
  readonly description: string | null
  readonly application_type: 'all_applications' | 'candidate_applications' | 'prospect_applications' | null
  readonly api_only: boolean | null
  readonly use_for_job_approvals: boolean | null
  readonly use_for_offer_approvals: boolean | null
  readonly template_token_string: string | null
  readonly default_value: unknown
}

export const customFields: Collection<CustomField> = {
  name: 'custom_fields',
  firstId: 14_340_000_126,
  filters: {
    field_type: word(
      [
        'job',
        'opening',
        'standard',
        'offer',
        'compensation_frequency',
        'candidate',
        'referral_question',
        'application',
        'rejection_question',
        'form',
        'agency_question',
        'user_attribute',
      ],
      (row) => row.field_type,
    ),
    active: flag((row) => row.active),
    name: text((row, wanted) => row.name === wanted),
    name_key: text((row, wanted) => row.name_key === wanted),
  },
  record: (row) => ({ ...row }),
}
