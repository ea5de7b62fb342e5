import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { text, word } from './filters.js'

interface BlockedSpamSource extends Entity {
  readonly source_type: string
  readonly value: string
  readonly note: string | null
}

export const blockedSpamSources: Collection<BlockedSpamSource> = {
  name: 'blocked_spam_sources',
  firstId: 12_910_000_049,
  filters: {
    source_type: word(['ip_address', 'cidr_block', 'email_address', 'email_domain'], (row) => row.source_type),
    value: text((row, wanted) => row.value === wanted),
  },
  record: (row) => ({ ...row }),
}
