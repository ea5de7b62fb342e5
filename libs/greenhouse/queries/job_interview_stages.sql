-- How many active applications are in each stage of each job, in the order of its plan?
select coalesce(j.name, s.job_id::text) as job, s.sort_order, s.name as stage, count(a.id) as applications
from recruiting.job_interview_stages s
left join recruiting.jobs j on (j.connection_id, j.id) = (s.connection_id, s.job_id)
left join recruiting.applications a
  on (a.connection_id, a.job_interview_stage_id) = (s.connection_id, s.id) and a.status = 'in_process'
where s.active
group by s.connection_id, s.job_id, s.id, j.name, s.sort_order, s.name
order by 1, 2;
