import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A kind of pay that job posts may promise. */
export const payInputs = resource({
  name: 'pay_inputs',
  domain: 'settings',
  about: 'A kind of pay that job posts may promise.',
  sensitivity: 'compensation',
  key: int('id'),
  harvest: {
    path: 'pay_inputs',
    permission: 'Job Posts',
    since: 'updated_at',
    cadence: 'settings',
    of: { custom_fields: 'linked_custom_field_ids' },
  },
  webhooks: {},
  columns: {
    title: text('title').describe('What it is called on a job post.'),
    blurb: text('blurb').describe('What is said about it on a job post.'),
    priority: int('priority').describe('Its place among the kinds of pay.'),
    linked_custom_field_id: int('linked_custom_field_id').describe('The custom field that its amounts are taken from.'),
    locked: boolean('locked').describe('Whether it may not be changed on a job post.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
