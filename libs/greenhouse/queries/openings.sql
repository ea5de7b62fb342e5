-- How many days does it take to fill an opening, by department?
select coalesce(d.name, 'no department') as department, count(*) as filled,
       percentile_cont(0.5) within group (order by o.closed_at::date - o.opened_at::date) as median_days
from recruiting.openings o
left join recruiting.jobs j on (j.connection_id, j.id) = (o.connection_id, o.job_id)
left join recruiting.departments d on (d.connection_id, d.id) = (j.connection_id, j.department_id)
where o.application_id is not null and o.closed_at is not null
group by 1
order by median_days desc;

-- Why are openings closed?
select coalesce(r.name, 'no reason') as reason, count(*) as openings
from recruiting.openings o
left join recruiting.close_reasons r on (r.connection_id, r.id) = (o.connection_id, o.close_reason_id)
where not o.open
group by 1
order by openings desc;
