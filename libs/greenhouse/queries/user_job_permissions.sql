-- Who may see a job, and by which role? Site Admins see every job and have no rows here.
select coalesce(j.name, p.job_id::text) as job, coalesce(u.name, p.user_id::text) as user_name, coalesce(r.name, p.role_id::text) as role,
       p.automated
from recruiting.user_job_permissions p
left join recruiting.jobs j on (j.connection_id, j.id) = (p.connection_id, p.job_id)
left join recruiting.users u on (u.connection_id, u.id) = (p.connection_id, p.user_id)
left join recruiting.user_roles r on (r.connection_id, r.id) = (p.connection_id, p.role_id)
order by 1, 2;

-- Since when does each permission have the role that it has now?
select p.user_id, p.job_id, coalesce(r.name, h.role_id::text) as role, h.valid_from as since
from recruiting_history.user_job_permissions h
join recruiting.user_job_permissions p using (connection_id, id)
left join recruiting.user_roles r on (r.connection_id, r.id) = (h.connection_id, h.role_id)
where h.valid_to is null
order by since desc;
