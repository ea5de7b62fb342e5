import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { flag, ids } from './filters.js'

export interface JobPost extends Entity {
  readonly title: string
  readonly internal: boolean
  readonly active: boolean
  readonly live: boolean
  readonly featured: boolean
  readonly first_published_at: string | null
  readonly content: string | null
  readonly internal_content: string | null
  readonly language:
    | 'en'
    | 'zh'
    | 'zhHant'
    | 'nl'
    | 'fi'
    | 'fr'
    | 'de'
    | 'iw'
    | 'it'
    | 'ja'
    | 'ko'
    | 'no'
    | 'pl'
    | 'pt'
    | 'ru'
    | 'es'
    | 'se'
    | 'tg'
    | 'th'
    | null
  readonly public_url: string | null
  readonly demographic_question_set_id: number | null
  readonly job_id: number
  readonly job_board_id: number
  readonly questions: readonly {
    readonly id: number | null
    readonly description: string | null
    readonly answer_type: 'short_text' | 'long_text' | 'boolean' | 'single_select' | 'multi_select' | 'attachment' | 'hidden'
    readonly required: boolean | null
    readonly private: boolean
    readonly label: string
    readonly name: string
    readonly options: readonly { readonly id: number; readonly label: string }[]
  }[]
}

export const jobPosts: Collection<JobPost> = {
  name: 'job_posts',
  firstId: 17_590_000_301,
  filters: {
    job_ids: ids((row) => row.job_id),
    job_board_ids: ids((row) => row.job_board_id),
    active: flag((row) => row.active),
    featured: flag((row) => row.featured),
    live: flag((row) => row.live),
    internal: flag((row) => row.internal),
  },
  record: (row) => ({ ...row }),
  // Deleted posts stay, inactive, and are left out unless active=false asks for them
  // (https://harvestdocs.greenhouse.io/reference/get_v3-job-posts).
  leavesOut: (given) => (given.has('active') ? () => false : (row) => !row.active),
}
