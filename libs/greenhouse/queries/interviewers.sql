-- How many interviews did each interviewer have, and how many of them without handing in a scorecard?
select coalesce(u.name, i.email) as interviewer, count(*) as interviews,
       count(*) filter (where s.submitted_at is null) as without_scorecard
from recruiting.interviewers i
left join recruiting.users u on (u.connection_id, u.id) = (i.connection_id, i.user_id)
left join recruiting.scorecards s on (s.connection_id, s.id) = (i.connection_id, i.scorecard_id)
group by 1
order by interviews desc;
