-- Who gets which role on every new job, and where?
select coalesce(u.name, p.user_id::text) as user_name, coalesce(r.name, p.role_id::text) as role,
       coalesce(d.name, p.department_id::text, 'all departments') as department,
       coalesce(o.name, p.office_id::text, 'all offices') as office
from recruiting.future_job_permissions p
left join recruiting.users u on (u.connection_id, u.id) = (p.connection_id, p.user_id)
left join recruiting.user_roles r on (r.connection_id, r.id) = (p.connection_id, p.role_id)
left join recruiting.departments d on (d.connection_id, d.id) = (p.connection_id, p.department_id)
left join recruiting.offices o on (o.connection_id, o.id) = (p.connection_id, p.office_id)
order by 1, 2;
