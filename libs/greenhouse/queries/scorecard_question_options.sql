-- Which options does each question offer, in their order?
select coalesce(q.question, o.scorecard_question_id::text) as question, o.sort_order, o.name as option
from recruiting.scorecard_question_options o
left join recruiting.scorecard_questions q on (q.connection_id, q.id) = (o.connection_id, o.scorecard_question_id)
where o.active
order by 1, 2;
