-- What was noted on each job, newest first?
select coalesce(j.name, n.job_id::text) as job, n.created_at, u.name as author, n.visibility, n.body
from recruiting.job_notes n
left join recruiting.jobs j on (j.connection_id, j.id) = (n.connection_id, n.job_id)
left join recruiting.users u on (u.connection_id, u.id) = (n.connection_id, n.user_id)
order by n.created_at desc
limit 50;
