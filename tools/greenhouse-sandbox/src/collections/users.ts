import { choosesOption, type FieldValues } from '../company/custom-fields.js'
import type { Entity } from '../company/entity.js'
import type { Collection } from './collection.js'
import { departments } from './departments.js'
import { flag, ids, integer, switchOnly, text, words } from './filters.js'
import { offices } from './offices.js'

export interface User extends Entity {
  readonly first_name: string | null
  readonly last_name: string | null
  readonly primary_email: string
  readonly job_title: string | null
  readonly agency_id: number | null
  readonly name: string | null
  readonly deactivated: boolean
  readonly site_admin: boolean
  readonly employee_id: string | null
  readonly linked_candidate_ids: readonly number[]
  readonly office_ids: readonly number[]
  readonly department_ids: readonly number[]
  readonly interviewer_tags: readonly { readonly id: number; readonly name: string }[]
  readonly emails: readonly string[] | null
  readonly custom_fields: FieldValues
  readonly hidden: { readonly service_account: boolean }
}

export const users: Collection<User> = {
  name: 'users',
  firstId: 4_999_999_000,
  filters: {
    agency_ids: ids((row) => row.agency_id),
    office_ids: ids((row) => row.office_ids),
    department_ids: ids((row) => row.department_ids),
    linked_candidate_ids: ids((row) => row.linked_candidate_ids),
    interviewer_tag_ids: ids((row) => row.interviewer_tags.map(({ id }) => id)),
    employee_ids: words((row) => row.employee_id),
    custom_field_option_id: integer((row, id) => choosesOption(row.custom_fields, id)),
    deactivated: flag((row) => row.deactivated),
    primary_email: text((row, email) => row.primary_email === email),
    external_office_id: text((row, id, others) =>
      row.office_ids.some((office) => others.one(offices, office)?.external_id === id),
    ),
    external_department_id: text((row, id, others) =>
      row.department_ids.some((department) => others.one(departments, department)?.external_id === id),
    ),
    show_service_accounts: switchOnly,
  },
  record: ({ hidden: _, ...record }) => record,
  // Service users are hidden unless asked for (Harvest v3 reference).
  leavesOut: (given) => (given.get('show_service_accounts') === 'true' ? () => false : (row) => row.hidden.service_account),
}
