-- Which users are active, and how many jobs does each of them recruit, source or coordinate for?
select u.name, u.primary_email, u.site_admin, count(distinct o.job_id) as jobs_owned
from recruiting.users u
left join recruiting.job_owners o on (o.connection_id, o.user_id) = (u.connection_id, u.id)
where not u.deactivated and u.name is not null
group by u.connection_id, u.id, u.name, u.primary_email, u.site_admin
order by jobs_owned desc, u.name;

-- Which users may interview for what?
select t ->> 'name' as interviewer_tag, array_agg(u.name order by u.name) as users
from recruiting.users u
cross join lateral jsonb_array_elements(u.interviewer_tags) t
where not u.deactivated
group by 1
order by 1;
