-- Which schools do candidates come from, counting each candidate's latest education?
select coalesce(s.name, 'no school') as school, count(distinct e.candidate_id) as candidates
from recruiting.candidate_educations e
left join recruiting.custom_field_options s
  on (s.connection_id, s.id) = (e.connection_id, e.school_name_custom_field_option_id)
where e.latest
group by 1
order by candidates desc;
