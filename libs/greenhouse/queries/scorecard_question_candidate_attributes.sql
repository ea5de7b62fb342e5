-- Which attributes is each scorecard question meant to bring out?
select coalesce(q.question, x.scorecard_question_id::text) as question, coalesce(a.name, 'unknown attribute') as attribute
from recruiting.scorecard_question_candidate_attributes x
left join recruiting.scorecard_questions q on (q.connection_id, q.id) = (x.connection_id, x.scorecard_question_id)
left join recruiting.focus_candidate_attributes f on (f.connection_id, f.id) = (x.connection_id, x.focus_candidate_attribute_id)
left join recruiting.job_candidate_attributes a on (a.connection_id, a.id) = (f.connection_id, f.job_candidate_attribute_id)
order by 1, 2;
