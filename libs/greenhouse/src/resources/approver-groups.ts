import { boolean, int, resource, timestamp } from '@trellis/pipeline'

/** One step of an approval flow: several people, some of which have to agree. */
export const approverGroups = resource({
  name: 'approver_groups',
  domain: 'jobs',
  about: 'One step of an approval flow: the people asked together, and how many of them have to agree.',
  key: int('id'),
  harvest: {
    path: 'approver_groups',
    permission: 'Approvals',
    since: 'updated_at',
    cadence: 'hot',
    of: { approval_flows: 'approval_flow_ids' },
  },
  webhooks: {},
  columns: {
    approval_flow_id: int('approval_flow_id').describe('The flow it is a step of.'),
    approvals_required: int('approvals_required').describe('How many of its approvers have to agree.'),
    sort_order: int('sort_order').describe('Its place among the steps of the flow, from 0.'),
    required_for_exception: boolean('required_for_exception').describe(
      'Whether Greenhouse marks it as required for an exception.',
    ),
    resolved_at: timestamp('resolved_at').describe('When the step was decided; null while it is open.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
