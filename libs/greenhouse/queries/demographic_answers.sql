-- How many applications gave each answer to each demographic question?
select coalesce(q.name, a.demographic_question_id::text) as question, coalesce(o.name, 'no choice') as choice,
       count(distinct a.application_id) as applications
from recruiting.demographic_answers a
left join recruiting.demographic_questions q on (q.connection_id, q.id) = (a.connection_id, a.demographic_question_id)
left join recruiting.demographic_answer_options o on (o.connection_id, o.id) = (a.connection_id, a.demographic_answer_option_id)
group by 1, 2
order by 1, applications desc;
