-- Who refers candidates, and how many of them are hired?
select r.name as referrer, r.user_id is not null as is_user, count(a.id) as applications,
       count(a.id) filter (where a.status = 'hired') as hires
from recruiting.referrers r
left join recruiting.applications a on (a.connection_id, a.referrer_id) = (r.connection_id, r.id)
group by r.connection_id, r.id, r.name, r.user_id
order by hires desc, applications desc;
