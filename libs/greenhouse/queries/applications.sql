-- How many applications does each job have, by status?
select j.name as job, a.status, count(*) as applications
from recruiting.applications a
join recruiting.jobs j on (j.connection_id, j.id) = (a.connection_id, a.job_id)
group by 1, 2
order by 1, 2;

-- Which sources bring applications, and what share of them ends in a hire?
select coalesce(s.name, 'no source') as source,
       count(*) as applications,
       count(*) filter (where a.status = 'hired') as hires,
       round(100.0 * count(*) filter (where a.status = 'hired') / count(*), 1) as percent_hired
from recruiting.applications a
left join recruiting.sources s on (s.connection_id, s.id) = (a.connection_id, a.source_id)
where not a.prospect
group by 1
order by applications desc;
