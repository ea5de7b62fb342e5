-- How many minutes of interviews does the plan of each job ask for, by stage?
select coalesce(j.name, i.job_id::text) as job, coalesce(s.name, 'unknown stage') as stage, count(*) as interviews, sum(i.duration) as minutes
from recruiting.job_interviews i
left join recruiting.jobs j on (j.connection_id, j.id) = (i.connection_id, i.job_id)
left join recruiting.job_interview_stages s on (s.connection_id, s.id) = (i.connection_id, i.job_interview_stage_id)
where i.active
group by 1, 2
order by 1, 2;
