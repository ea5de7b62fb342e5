import { boolean, ids, int, mentioned, resource, text, timestamp } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.prospect_detail.prospect_pool')

/** A pool that prospects are kept in. */
export const prospectPools = resource({
  name: 'prospect_pools',
  domain: 'settings',
  about: 'A pool that prospects are kept in.',
  key: int('id'),
  harvest: {
    path: 'prospect_pools',
    permission: 'Prospect Pools',
    since: 'updated_at',
    cadence: 'settings',
    of: { departments: 'department_ids', offices: 'office_ids', jobs: 'job_ids' },
  },
  webhooks: {
    new_prospect_application: inApplication,
    application_updated: inApplication,
  },
  columns: {
    name: text('name').describe('What it is called.'),
    description: text('description').describe('What it is for.'),
    active: boolean('active').describe('Whether it is in use; otherwise it is hidden.'),
    department_ids: ids('department_ids').describe('The departments it is for.'),
    office_ids: ids('office_ids').describe('The offices it is for.'),
    job_ids: ids('job_ids').describe('The jobs it is for.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
