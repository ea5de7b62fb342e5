-- How does each interviewer rate candidates?
select coalesce(u.name, s.submitter_id::text) as submitter, s.candidate_rating, count(*) as scorecards
from recruiting.scorecards s
left join recruiting.users u on (u.connection_id, u.id) = (s.connection_id, s.submitter_id)
where s.submitted_at is not null
group by 1, 2
order by 1, scorecards desc;

-- How many hours after the interview is a scorecard handed in, in the median, by month?
select date_trunc('month', interviewed_at)::date as month, count(*) as scorecards,
       percentile_cont(0.5) within group (order by extract(epoch from submitted_at - interviewed_at) / 3600) as median_hours
from recruiting.scorecards
where submitted_at is not null and interviewed_at is not null
group by 1
order by 1;
