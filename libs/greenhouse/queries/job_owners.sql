-- How many open jobs is each recruiter responsible for?
select coalesce(u.name, o.user_id::text) as recruiter, count(distinct o.job_id) as open_jobs
from recruiting.job_owners o
join recruiting.jobs j on (j.connection_id, j.id) = (o.connection_id, o.job_id)
left join recruiting.users u on (u.connection_id, u.id) = (o.connection_id, o.user_id)
where o.type = 'recruiter' and o.responsible and j.status = 'open'
group by 1
order by open_jobs desc;

-- Since when has each recruiter been responsible for each open job?
select coalesce(j.name, o.job_id::text) as job, coalesce(u.name, o.user_id::text) as recruiter, h.valid_from as since
from recruiting_history.job_owners h
join recruiting.job_owners o using (connection_id, id)
left join recruiting.jobs j on (j.connection_id, j.id) = (o.connection_id, o.job_id)
left join recruiting.users u on (u.connection_id, u.id) = (o.connection_id, o.user_id)
where h.valid_to is null and h.responsible and h.type = 'recruiter' and j.status = 'open'
order by 1, 3;
