-- How many openings were closed for each reason, and which reasons count as hires?
select r.name as reason, r.name like 'Hire -%' as counts_as_hire, count(o.id) as openings
from recruiting.close_reasons r
left join recruiting.openings o on (o.connection_id, o.close_reason_id) = (r.connection_id, r.id)
group by r.connection_id, r.id, r.name
order by openings desc, 1;
