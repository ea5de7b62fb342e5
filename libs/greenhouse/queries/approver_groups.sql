-- At which step does each approval flow wait?
select distinct on (g.connection_id, g.approval_flow_id)
       g.approval_flow_id, f.approval_type, g.sort_order as step, g.approvals_required
from recruiting.approver_groups g
left join recruiting.approval_flows f on (f.connection_id, f.id) = (g.connection_id, g.approval_flow_id)
where g.resolved_at is null
order by g.connection_id, g.approval_flow_id, g.sort_order;
