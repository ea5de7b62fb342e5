import { int, resource, timestamp } from '@trellis/pipeline'

/** An office to which a custom field is confined. */
export const customFieldOffices = resource({
  name: 'custom_field_offices',
  domain: 'settings',
  about: 'An office to which a custom field is confined; a field without such rows is for all of them.',
  key: int('id'),
  harvest: {
    path: 'custom_field_offices',
    permission: 'Custom Fields',
    since: 'updated_at',
    cadence: 'settings',
    of: { custom_fields: 'custom_field_ids', offices: 'office_ids' },
    with: ['custom_fields'],
  },
  webhooks: {},
  columns: {
    custom_field_id: int('custom_field_id').describe('The custom field.'),
    office_id: int('office_id').describe('The office.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
