-- How many active users carry each interviewer tag?
select t.name as interviewer_tag, count(u.id) as users
from recruiting.interviewer_tags t
left join recruiting.users u
  on u.connection_id = t.connection_id and not u.deactivated
  and u.interviewer_tags @> jsonb_build_array(jsonb_build_object('id', t.id))
group by t.connection_id, t.id, t.name
order by users desc, 1;
