import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** One round of asking for approval: of a job, of the terms of its offers, or of one offer. */
export const approvalFlows = resource({
  name: 'approval_flows',
  domain: 'jobs',
  about: 'A round of approvals: that a job may open, that its offers may be made, or that one offer may go out.',
  key: int('id'),
  harvest: {
    path: 'approval_flows',
    permission: 'Approvals',
    since: 'updated_at',
    cadence: 'hot',
    // A job's answer leaves out the flows of its candidates' offers (Harvest v3 reference, approval_flows): those come with the offers.
    of: { jobs: 'job_ids', offers: 'offer_ids' },
    with: ['offers'],
  },
  webhooks: {},
  columns: {
    job_id: int('job_id').describe('The job that it is about, or whose offer it is about.'),
    offer_id: int('offer_id').describe('The offer to be approved; null where the flow is about a job.'),
    approval_type: text('approval_type').describe(
      'open_job (may the job open), offer_job (may offers be made for it) or offer_candidate (may this offer go out).',
    ),
    approval_status: text('approval_status').describe('pending, approved or rejected; null before it was requested.'),
    sequential: boolean('sequential').describe('Whether its groups are asked one after the other rather than at once.'),
    version: int('version').describe('Counts the versions of the flow.'),
    requested_by_id: int('requested_by_id', 'requested_by_user_id').describe(
      'The user who requested it; null before anybody did.',
    ),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
  history: ['approval_status'],
})
