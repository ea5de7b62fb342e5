import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { ids, word } from './filters.js'

export interface Attachment extends Entity {
  readonly application_id: number
  readonly candidate_id: number | null
  readonly type:
    | 'resume'
    | 'cover_letter'
    | 'take_home_test'
    | 'offer_packet'
    | 'offer_letter'
    | 'signed_offer_letter'
    | 'other'
    | 'form_attachment'
    | 'midfunnel_agreement'
    | 'automated_agreement'
  readonly filename: string
  readonly url: string
}

export const attachments: Collection<Attachment> = {
  name: 'attachments',
  firstId: 12_780_000_042,
  filters: {
    application_ids: ids((row) => row.application_id),
    candidate_ids: ids((row) => row.candidate_id),
    type: word(
      [
        'resume',
        'cover_letter',
        'take_home_test',
        'offer_packet',
        'offer_letter',
        'signed_offer_letter',
        'other',
        'form_attachment',
        'midfunnel_agreement',
        'automated_agreement',
      ],
      (row) => row.type,
    ),
  },
  record: (row, now) => ({ ...row, url: signed(row.url, now) }),
  volatile: (_, now) => String(now),
}

/**
 * A link is signed for 7 days from each reading (https://harvestdocs.greenhouse.io/reference/get_v3-attachments): never the same
 * twice.
 */
const signed = (url: string, now: number): string =>
  `${url}?expires=${Math.floor(now / 1000) + 604_800}&signature=${(now % 1_000_003).toString(36)}`
