-- How often is each reason given?
select r.type_name as kind, r.name as reason, count(a.id) as applications
from recruiting.rejection_reasons r
left join recruiting.applications a on (a.connection_id, a.rejection_reason_id) = (r.connection_id, r.id)
group by r.connection_id, r.id, r.type_name, r.name
order by applications desc, 1, 2;
