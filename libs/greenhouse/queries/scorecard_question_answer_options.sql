-- Which options are chosen in answer to each scorecard question, and how often?
select q.question, coalesce(o.name, c.scorecard_question_option_id::text) as option, count(*) as times_chosen
from recruiting.scorecard_question_answer_options c
left join recruiting.scorecard_question_options o on (o.connection_id, o.id) = (c.connection_id, c.scorecard_question_option_id)
left join recruiting.scorecard_questions q on (q.connection_id, q.id) = (o.connection_id, o.scorecard_question_id)
group by 1, 2
order by 1, times_chosen desc;
