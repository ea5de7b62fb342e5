import { type ApprovalFlow, approvalFlows } from '../collections/approval-flows.js'
import { approverGroups } from '../collections/approver-groups.js'
import { approvers } from '../collections/approvers.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import { day, wholeSecond } from '../instants.js'

type About = Pick<ApprovalFlow, 'job_id' | 'offer_id' | 'approval_type'>

/** Who has to agree, in which order. */
export function addApprovalFlow(company: Company, { random }: Invention, about: About, at: number): ApprovalFlow {
  const status = random.pick(['pending', 'pending', null] as const)
  const flow = company.add(approvalFlows, random, at, {
    ...about,
    sequential: random.chance(0.6),
    version: 1,
    requested_by_id: status === null ? null : (random.pickOrNull(company.staff(), 0.2)?.id ?? null),
    approval_status: status,
  })
  const isAsked = status !== null
  for (let sort_order = 0, count = random.int(1, 2); sort_order < count; sort_order++) {
    const group = company.add(approverGroups, random, at, {
      approval_flow_id: flow.id,
      approvals_required: 1,
      sort_order,
      required_for_exception: random.chance(0.2),
      resolved_at: null,
    })
    for (const [order, user] of random.some(company.staff(), random.int(1, 2)).entries()) {
      const isReminded = isAsked && random.chance(0.2)
      company.add(approvers, random, at, {
        sort_order: random.chance(0.1) ? null : order,
        user_id: user.id,
        status: isAsked && sort_order === 0 ? 'due' : 'waiting',
        resolved_by_id: null,
        resolved_at: null,
        request_sent_at: isAsked ? wholeSecond(at) : null,
        version_sent: isAsked ? 1 : null,
        reminder_sent_at: isReminded ? wholeSecond(at) : null,
        reminder_sent_by_id: isReminded ? user.id : null,
        reminders_sent: isReminded ? 1 : random.pick([0, null]),
        approver_group_id: group.id,
        added_by_custom_field_id: null,
        send_auto_reminder_at: random.chance(0.8) ? null : day(at),
        auto_reminders_sent: random.pick([0, null]),
      })
    }
  }
  return flow
}

/**
 * All groups have agreed: the flow has no time of its own, its groups have
 * (https://harvestdocs.greenhouse.io/reference/get_v3-approval-flows).
 */
export function approve(company: Company, flow: ApprovalFlow, at: number): ApprovalFlow {
  for (const group of company.where(approverGroups, 'approval_flow_id', flow.id)) {
    const [first] = company.where(approvers, 'approver_group_id', group.id)
    if (first !== undefined) {
      const resolved = { status: 'approved', resolved_at: wholeSecond(at), resolved_by_id: first.user_id } as const
      company.of(approvers).change(first.id, resolved, at)
    }
    company.of(approverGroups).change(group.id, { resolved_at: wholeSecond(at) }, at)
  }
  return company.of(approvalFlows).change(flow.id, { approval_status: 'approved' }, at)
}
