-- Which approvals are pending, and for how long?
select f.approval_type, j.name as job, f.offer_id, u.name as requested_by, f.created_at, now() - f.created_at as waiting
from recruiting.approval_flows f
left join recruiting.jobs j on (j.connection_id, j.id) = (f.connection_id, f.job_id)
left join recruiting.users u on (u.connection_id, u.id) = (f.connection_id, f.requested_by_id)
where f.approval_status = 'pending'
order by f.created_at;
