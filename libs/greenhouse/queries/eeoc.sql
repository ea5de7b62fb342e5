-- How many applications have answers to the equal-opportunity questions, by gender and month?
select date_trunc('month', submitted_at)::date as month, coalesce(gender ->> 'description', 'no answer') as gender, count(*) as applications
from recruiting.eeoc
where submitted_at is not null
group by 1, 2
order by 1, 2;
