-- Which tracking links are there for each job, and to which source do they lead?
select coalesce(j.name, 'every job') as job, l.token, s.name as source, r.name as referrer
from recruiting.tracking_links l
left join recruiting.jobs j on (j.connection_id, j.id) = (l.connection_id, l.job_id)
left join recruiting.sources s on (s.connection_id, s.id) = (l.connection_id, l.source_id)
left join recruiting.referrers r on (r.connection_id, r.id) = (l.connection_id, l.referrer_id)
order by 1, 2;
