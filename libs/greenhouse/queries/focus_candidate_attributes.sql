-- Which attributes does each interview kit focus on?
select f.interview_kit_id, coalesce(a.name, f.job_candidate_attribute_id::text) as attribute
from recruiting.focus_candidate_attributes f
left join recruiting.job_candidate_attributes a on (a.connection_id, a.id) = (f.connection_id, f.job_candidate_attribute_id)
order by 1, 2;
