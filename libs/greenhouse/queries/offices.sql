-- How do offices form a tree, and who is the contact of each?
with recursive tree as (
  select connection_id, id, name as path, location, primary_in_house_contact_user_id
  from recruiting.offices where parent_id is null
  union all
  select o.connection_id, o.id, tree.path || ' / ' || o.name, o.location, o.primary_in_house_contact_user_id
  from recruiting.offices o
  join tree on (tree.connection_id, tree.id) = (o.connection_id, o.parent_id)
)
select tree.path as office, tree.location, u.name as contact
from tree
left join recruiting.users u on (u.connection_id, u.id) = (tree.connection_id, tree.primary_in_house_contact_user_id)
order by 1;
