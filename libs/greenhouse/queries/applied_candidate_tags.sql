-- Which tags are put on candidates most often?
select coalesce(t.name, 'unknown tag') as tag, count(distinct a.candidate_id) as candidates, max(a.created_at) as last_used
from recruiting.applied_candidate_tags a
left join recruiting.candidate_tags t on (t.connection_id, t.id) = (a.connection_id, a.candidate_tag_id)
group by 1
order by candidates desc;
