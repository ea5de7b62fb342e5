-- How are candidates rated, attribute by attribute?
select coalesce(a.name, r.job_candidate_attribute_id::text) as attribute, r.candidate_attribute_rating as rating, count(*) as ratings
from recruiting.scorecard_candidate_attributes r
left join recruiting.job_candidate_attributes a on (a.connection_id, a.id) = (r.connection_id, r.job_candidate_attribute_id)
where r.candidate_attribute_rating is not null
group by 1, 2
order by 1, ratings desc;
