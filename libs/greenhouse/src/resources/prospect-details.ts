import { int, resource, timestamp } from '@trellis/pipeline'

/**
 * Where a prospect stands.
 * A webhook's prospect_detail has no id of its own, so the application's row is read again instead.
 */
export const prospectDetails = resource({
  name: 'prospect_details',
  domain: 'applications',
  about: 'Where a prospect stands: pool, stage and owner.',
  key: int('id'),
  harvest: {
    path: 'prospect_details',
    permission: 'Prospect Pools',
    since: 'updated_at',
    cadence: 'hot',
    of: {
      applications: 'application_ids',
      prospect_pools: 'pool_ids',
      prospect_pool_stages: 'pool_stage_ids',
      users: 'prospect_owner_ids',
      departments: 'department_ids',
      offices: 'office_ids',
    },
    with: ['applications'],
  },
  webhooks: {},
  columns: {
    application_id: int('application_id').describe("The prospect's application."),
    pool_id: int('pool_id').describe('The prospect pool.'),
    pool_stage_id: int('pool_stage_id').describe('The stage of that pool.'),
    prospect_owner_id: int('prospect_owner_id').describe('The user who looks after the prospect.'),
    department_id: int('department_id').describe('The department the prospect is considered for.'),
    office_id: int('office_id').describe('The office the prospect is considered for.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['pool_id', 'pool_stage_id', 'prospect_owner_id'],
})
