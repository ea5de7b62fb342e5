-- Which jobs are open, in which department, for how many days, and with how many open openings?
select j.name as job, d.name as department, current_date - j.opened_at::date as days_open,
       count(o.id) filter (where o.open) as open_openings
from recruiting.jobs j
left join recruiting.departments d on (d.connection_id, d.id) = (j.connection_id, j.department_id)
left join recruiting.openings o on (o.connection_id, o.job_id) = (j.connection_id, j.id)
where j.status = 'open' and not coalesce(j.is_template, false)
group by j.connection_id, j.id, j.name, j.opened_at, d.name
order by days_open desc;

-- How many jobs does each office hire for? A job of two offices counts in both.
select coalesce(o.name, 'unknown office') as office, count(*) as jobs
from recruiting.jobs j
cross join lateral jsonb_array_elements_text(j.office_ids) as office(id)
left join recruiting.offices o on (o.connection_id, o.id) = (j.connection_id, office.id::bigint)
group by 1
order by jobs desc;
