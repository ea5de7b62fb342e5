import { int, resource, timestamp } from '@trellis/pipeline'

/** A department to which a custom field is confined. */
export const customFieldDepartments = resource({
  name: 'custom_field_departments',
  domain: 'settings',
  about: 'A department to which a custom field is confined; a field without such rows is for all of them.',
  key: int('id'),
  harvest: {
    path: 'custom_field_departments',
    permission: 'Custom Fields',
    since: 'updated_at',
    cadence: 'settings',
    of: { custom_fields: 'custom_field_ids', departments: 'department_ids' },
    with: ['custom_fields'],
  },
  webhooks: {},
  columns: {
    custom_field_id: int('custom_field_id').describe('The custom field.'),
    department_id: int('department_id').describe('The department.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
