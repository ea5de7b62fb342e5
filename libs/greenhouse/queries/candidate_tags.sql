-- Which tags does no candidate carry any more?
select t.name as tag, t.created_at
from recruiting.candidate_tags t
where not exists (
  select 1 from recruiting.applied_candidate_tags a
  where (a.connection_id, a.candidate_tag_id) = (t.connection_id, t.id)
)
order by 1;
