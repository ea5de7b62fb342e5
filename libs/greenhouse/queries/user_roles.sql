-- How many users have each role on some job?
select r.name as role, r.role_type, count(distinct p.user_id) as users
from recruiting.user_roles r
left join recruiting.user_job_permissions p on (p.connection_id, p.role_id) = (r.connection_id, r.id)
group by r.connection_id, r.id, r.name, r.role_type
order by users desc;
