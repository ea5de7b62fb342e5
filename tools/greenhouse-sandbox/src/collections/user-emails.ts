import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { dates, flag, ids, words } from './filters.js'

interface UserEmail extends Entity {
  readonly user_id: number
  readonly email: string
  readonly verified: boolean
  readonly verification_token_sent_at: string | null
}

export const userEmails: Collection<UserEmail> = {
  name: 'user_emails',
  firstId: 20_580_000_462,
  filters: {
    user_ids: ids((row) => row.user_id),
    email: words((row) => row.email),
    verified: flag((row) => row.verified),
    verification_token_sent_at: dates((row) => row.verification_token_sent_at),
  },
  record: (row) => ({ ...row }),
}
