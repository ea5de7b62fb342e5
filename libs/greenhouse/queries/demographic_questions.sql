-- What share of applications that were asked a question answered it with a choice?
select q.name as question, count(distinct a.application_id) as asked,
       count(distinct a.application_id) filter (where o.id is not null and not coalesce(o.decline_to_answer, false)) as answered
from recruiting.demographic_questions q
join recruiting.demographic_answers a on (a.connection_id, a.demographic_question_id) = (q.connection_id, q.id)
left join recruiting.demographic_answer_options o on (o.connection_id, o.id) = (a.connection_id, a.demographic_answer_option_id)
group by q.connection_id, q.id, q.name
order by asked desc;
