import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A choice of a custom field; schools, degrees and disciplines are such choices. */
export const customFieldOptions = resource({
  name: 'custom_field_options',
  domain: 'settings',
  about: 'One choice of a custom field of type single_select or multi_select; schools, degrees and disciplines are choices too.',
  key: int('id'),
  harvest: {
    path: 'custom_field_options',
    permission: 'Custom Field Options',
    since: 'updated_at',
    cadence: 'settings',
    // Harvest v1 hid choices that are no longer offered unless asked; whether v3 does is not documented (Harvest v1 reference, custom field options).
    also: [{ active: 'false' }],
    of: { custom_fields: 'custom_field_ids' },
    with: ['custom_fields'],
  },
  webhooks: {},
  columns: {
    custom_field_id: int('custom_field_id').describe('The custom field.'),
    name: text('name').describe('What the choice reads.'),
    external_id: text('external_id').describe('Its id in another system.'),
    sort_order: int('sort_order', 'priority').describe('Its place among the choices.'),
    active: boolean('active').describe('Whether it may still be chosen; values chosen earlier stay.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
