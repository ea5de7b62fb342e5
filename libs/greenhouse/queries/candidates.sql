-- How many candidates are new in each month, and how many of them may be e-mailed?
select date_trunc('month', created_at)::date as month, count(*) as candidates, count(*) filter (where can_email) as may_be_emailed
from recruiting.candidates
group by 1
order by 1;

-- Which candidates share an e-mail address, and may be the same person?
select lower(e ->> 'value') as email, count(distinct c.id) as candidates, array_agg(distinct c.id) as ids
from recruiting.candidates c
cross join lateral jsonb_array_elements(c.email_addresses) e
group by c.connection_id, 1
order by candidates desc
limit 50;
