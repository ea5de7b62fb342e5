import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

/** What a line of a person's feed can be. */
export const NOTE_TYPES = [
  'NOTE',
  'ACTIVITY',
  'INTERVIEW',
  'EMAIL',
  'FOLLOW_UP',
  'TAKE_HOME_TEST',
  'LINKEDIN_NOTE',
  'LINKEDIN_INMAIL',
  'AVAILABILITY_REQUEST',
  'MIGRATION_ERROR',
  'TOUCHPOINT',
  'FORM',
  'FEEDBACK',
] as const

export interface Note extends Entity {
  readonly candidate_id: number | null
  readonly application_id: number | null
  readonly body: string | null
  readonly subject: string | null
  readonly type: (typeof NOTE_TYPES)[number]
  readonly user_id: number | null
  readonly email_from: string | null
  readonly email_to: string | null
  readonly email_cc: readonly string[] | null
  readonly import_hash: string | null
  readonly body_with_tags: string | null
  readonly visibility: 'admin_only_visible' | 'privately_visible' | 'publicly_visible' | null
  readonly email_attachment_file_names: readonly string[] | null
}

export const notes: Collection<Note> = {
  name: 'notes',
  firstId: 17_850_000_315,
  filters: {
    candidate_ids: ids((row) => row.candidate_id),
    user_ids: ids((row) => row.user_id),
    application_ids: ids((row) => row.application_id),
    type: word(NOTE_TYPES, (row) => row.type),
    visibility: word(['admin_only_visible', 'privately_visible', 'publicly_visible'], (row) => row.visibility),
  },
  record: (row) => ({ ...row }),
}
