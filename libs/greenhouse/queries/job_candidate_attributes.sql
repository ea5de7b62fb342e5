-- Which attributes are rated on the most jobs?
select name as attribute, count(distinct job_id) as jobs
from recruiting.job_candidate_attributes
where active
group by 1
order by jobs desc, 1;
