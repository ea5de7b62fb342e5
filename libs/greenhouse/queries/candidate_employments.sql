-- Which companies do candidates come from, counting each candidate's latest employment?
select company_name, count(distinct candidate_id) as candidates
from recruiting.candidate_employments
where latest
group by 1
order by candidates desc;

-- How many years of work experience does each candidate give?
select candidate_id, round(sum(coalesce(end_date, current_date) - start_date) / 365.25, 1) as years
from recruiting.candidate_employments
where start_date is not null
group by 1
order by years desc;
