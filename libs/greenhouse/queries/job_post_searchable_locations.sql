-- In which countries and cities can job posts be found?
select country_long_name as country, city, count(distinct job_post_id) as posts
from recruiting.job_post_searchable_locations
where job_post_id is not null
group by 1, 2
order by posts desc;
