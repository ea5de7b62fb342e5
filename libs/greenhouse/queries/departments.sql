-- How do departments form a tree, and how many jobs does each of them have?
with recursive tree as (
  select connection_id, id, name, name as path from recruiting.departments where parent_id is null
  union all
  select d.connection_id, d.id, d.name, tree.path || ' / ' || d.name
  from recruiting.departments d
  join tree on (tree.connection_id, tree.id) = (d.connection_id, d.parent_id)
)
select tree.path as department, count(j.id) as jobs, count(j.id) filter (where j.status = 'open') as open_jobs
from tree
left join recruiting.jobs j on (j.connection_id, j.department_id) = (tree.connection_id, tree.id)
group by tree.connection_id, tree.id, tree.path
order by 1;
