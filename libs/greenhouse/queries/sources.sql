-- How many applications and hires does each kind of source bring?
select coalesce(s.type_name, 'no type') as kind, s.name as source, count(a.id) as applications,
       count(a.id) filter (where a.status = 'hired') as hires
from recruiting.sources s
left join recruiting.applications a on (a.connection_id, a.source_id) = (s.connection_id, s.id)
group by s.connection_id, s.id, s.type_name, s.name
order by applications desc, 1, 2;
