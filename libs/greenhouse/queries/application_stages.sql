-- How many days do applications spend in each stage of a job, in the median?
select j.name as job, coalesce(t.name, 'unknown stage') as stage, count(*) as applications,
       percentile_cont(0.5) within group (order by extract(epoch from s.exited_at - s.entered_at) / 86400) as median_days
from recruiting.application_stages s
join recruiting.applications a on (a.connection_id, a.id) = (s.connection_id, s.application_id)
left join recruiting.jobs j on (j.connection_id, j.id) = (a.connection_id, a.job_id)
left join recruiting.job_interview_stages t on (t.connection_id, t.id) = (s.connection_id, s.job_interview_stage_id)
where s.exited_at is not null
group by 1, 2
order by 1, median_days desc;

-- Which active applications have been in their stage for longest?
select a.id as application_id, a.stage_name, s.entered_at, now() - s.entered_at as waiting
from recruiting.application_stages s
join recruiting.applications a on (a.connection_id, a.id) = (s.connection_id, s.application_id)
where s.current and a.status = 'in_process' and s.entered_at is not null
order by s.entered_at
limit 50;
