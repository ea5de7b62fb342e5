-- Which required questions are left unanswered most often?
select q.question, count(*) as answers, count(*) filter (where a.answer is null and a.boolean_value is null) as left_empty
from recruiting.scorecard_questions q
join recruiting.scorecard_question_answers a on (a.connection_id, a.scorecard_question_id) = (q.connection_id, q.id)
where q.required
group by q.connection_id, q.id, q.question
order by left_empty desc;
