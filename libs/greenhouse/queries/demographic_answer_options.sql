-- Which choices does each demographic question offer?
select coalesce(q.name, o.demographic_question_id::text) as question, o.name as choice, o.free_form, o.decline_to_answer
from recruiting.demographic_answer_options o
left join recruiting.demographic_questions q on (q.connection_id, q.id) = (o.connection_id, o.demographic_question_id)
where o.active
order by 1, o.sort_order;
