-- How many entries of each type are added to activity feeds, by month?
select date_trunc('month', created_at)::date as month, type, count(*) as entries
from recruiting.notes
group by 1, 2
order by 1, 2;

-- When was the last note written about each candidate?
select n.candidate_id, max(n.created_at) as last_email_at, count(*) as emails
from recruiting.notes n
where n.type = 'EMAIL' and n.candidate_id is not null
group by 1
order by last_email_at;
