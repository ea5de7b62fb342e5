import { int, mentioned, resource, text, timestamp, valueAt, type Json, type JsonObject } from '@trellis/pipeline'

const inApplication = mentioned('payload.application.prospect_detail.prospect_stage', inPool)

/** A stage of a prospect pool. */
export const prospectPoolStages = resource({
  name: 'prospect_pool_stages',
  domain: 'settings',
  about: 'A stage of a prospect pool.',
  key: int('id'),
  harvest: {
    path: 'prospect_pool_stages',
    permission: 'Prospect Pools',
    since: 'updated_at',
    cadence: 'settings',
    of: { prospect_pools: 'prospect_pool_ids' },
  },
  webhooks: {
    new_prospect_application: inApplication,
    application_updated: inApplication,
  },
  columns: {
    prospect_pool_id: int('prospect_pool_id').describe('The pool.'),
    name: text('name').describe('What it is called.'),
    sort_order: int('sort_order').describe('Its place in the pool.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})

/** The pool stands beside its stage (Recruiting webhooks guide, new_prospect_application). */
function inPool(_: Json, body: Json): JsonObject {
  const pool = valueAt(body, 'payload.application.prospect_detail.prospect_pool.id')
  return pool === undefined || pool === null ? {} : { prospect_pool_id: pool }
}
