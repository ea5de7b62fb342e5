-- How many interviews are there of each status, by month?
select date_trunc('month', coalesce(starts_at, all_day_start_on::timestamptz, created_at))::date as month, status, count(*) as interviews
from recruiting.interviews
group by 1, 2
order by 1, 2;

-- How long does it take to schedule an interview, once the candidate's availability is known?
select coalesce(t.name, 'unknown interview') as interview, count(*) as scheduled,
       percentile_cont(0.5) within group (order by extract(epoch from i.scheduled_at - i.availability_received_at) / 3600) as median_hours
from recruiting.interviews i
left join recruiting.job_interviews t on (t.connection_id, t.id) = (i.connection_id, i.job_interview_id)
where i.scheduled_at is not null and i.availability_received_at is not null
group by 1
order by median_hours desc;
