import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, ids, text, word } from './filters.js'

export interface Interview extends Entity {
  readonly job_id: number
  readonly application_id: number
  readonly job_interview_id: number
  readonly starts_at: string | null
  readonly ends_at: string | null
  readonly location: string | null
  readonly status:
    | 'to_be_scheduled'
    | 'scheduled'
    | 'awaiting_feedback'
    | 'complete'
    | 'skipped'
    | 'collect_feedback'
    | 'to_be_sent'
    | 'sent'
    | 'received'
  readonly organizer_id: number | null
  readonly scheduled_at: string | null
  readonly all_day_start_on: string | null
  readonly all_day_end_on: string | null
  readonly external_event_id: string | null
  readonly video_conferencing_url: string | null
  readonly availability_received_at: string | null
}

export const interviews: Collection<Interview> = {
  name: 'interviews',
  firstId: 16_160_000_224,
  filters: {
    job_ids: ids((row) => row.job_id),
    application_ids: ids((row) => row.application_id),
    job_interview_ids: ids((row) => row.job_interview_id),
    organizer_ids: ids((row) => row.organizer_id),
    starts_at: dates((row) => row.starts_at),
    ends_at: dates((row) => row.ends_at),
    all_day_start_on: dates((row) => row.all_day_start_on, 'day'),
    all_day_end_on: dates((row) => row.all_day_end_on, 'day'),
    external_event_id: text((row, wanted) => row.external_event_id === wanted),
    status: word(
      [
        'to_be_scheduled',
        'scheduled',
        'awaiting_feedback',
        'complete',
        'skipped',
        'collect_feedback',
        'to_be_sent',
        'sent',
        'received',
      ],
      (row) => row.status,
    ),
  },
  record: (row) => ({ ...row }),
}
