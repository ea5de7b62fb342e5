import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { text, word } from './filters.js'

interface EmailTemplate extends Entity {
  readonly default: boolean
  readonly name: string
  readonly description: string | null
  readonly subject: string | null
  readonly body: string | null
  readonly html_body: string | null
  readonly email_type: string
  readonly from_type: string
  readonly recipients: string | null
  readonly cc_recruiter: boolean
  readonly cc_coordinator: boolean
  readonly office_anywhere: boolean | null
  readonly user_id: number | null
}

export const emailTemplates: Collection<EmailTemplate> = {
  name: 'email_templates',
  firstId: 15_380_000_182,
  filters: {
    email_type: text((row, wanted) => row.email_type === wanted),
    from_type: word(
      ['user_email', 'organization_email', 'my_email_address', 'inviter', 'organizer', 'not_applicable'],
      (row) => row.from_type,
    ),
  },
  record: (row) => ({ ...row }),
}
