-- How many jobs does each hiring manager hire for, and how many of them are open?
select coalesce(u.name, m.user_id::text) as hiring_manager, count(distinct m.job_id) as jobs,
       count(distinct m.job_id) filter (where j.status = 'open') as open_jobs
from recruiting.job_hiring_managers m
left join recruiting.users u on (u.connection_id, u.id) = (m.connection_id, m.user_id)
left join recruiting.jobs j on (j.connection_id, j.id) = (m.connection_id, m.job_id)
group by 1
order by open_jobs desc, jobs desc;
