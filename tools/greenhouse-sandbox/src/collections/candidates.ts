import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, flag, integer, text } from './filters.js'

export interface TypedValue {
  readonly value: string
  readonly type: string
}

export interface Candidate extends Entity {
  readonly first_name: string | null
  readonly last_name: string | null
  readonly preferred_name: string | null
  readonly company: string | null
  readonly title: string | null
  readonly last_activity_at: string | null
  readonly private: boolean | null
  readonly can_email: boolean
  readonly time_zone: string | null
  readonly tags: readonly string[]
  readonly linked_user_ids: readonly number[]
  readonly phone_numbers: readonly TypedValue[]
  readonly addresses: readonly TypedValue[]
  readonly email_addresses: readonly TypedValue[]
  readonly website_addresses: readonly TypedValue[]
  readonly social_media_addresses: readonly { readonly value: string }[]
  readonly custom_fields: FieldValues
  /** Known to webhooks only. */
  readonly hidden: {
    readonly headline: string | null
    readonly external_id: string | null
    readonly photo_url: string | null
    readonly recruiter_id: number | null
    readonly coordinator_id: number | null
  }
}

export const candidates: Collection<Candidate> = {
  name: 'candidates',
  firstId: 9_900_000_000,
  filters: {
    last_activity_at: dates((row) => row.last_activity_at),
    custom_field_option_id: integer((row, id) => choosesOption(row.custom_fields, id)),
    private: flag((row) => row.private),
    // Exact but for case (Harvest v3 reference).
    email: text((row, email) => row.email_addresses.some(({ value }) => value.toLowerCase() === email.toLowerCase())),
    tag: text((row, tag) => row.tags.includes(tag)),
  },
  record: ({ hidden: _, ...record }) => record,
  // Private candidates need the acting user's own permission, Site Admin or not (Harvest v3 guide, authentication).
  isPrivate: (row) => row.private === true,
}
