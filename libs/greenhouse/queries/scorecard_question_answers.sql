-- What was answered to a question, with the overall rating of the scorecard?
select q.question, a.answer, a.boolean_value, s.candidate_rating, s.application_id
from recruiting.scorecard_question_answers a
left join recruiting.scorecard_questions q on (q.connection_id, q.id) = (a.connection_id, a.scorecard_question_id)
left join recruiting.scorecards s on (s.connection_id, s.id) = (a.connection_id, a.scorecard_id)
where a.answer is not null
order by q.question, s.application_id;
