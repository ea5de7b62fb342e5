-- On how many job posts is each kind of pay given?
select i.title as pay, count(distinct r.job_post_id) as job_posts
from recruiting.pay_inputs i
left join recruiting.pay_input_ranges r on (r.connection_id, r.pay_input_id) = (i.connection_id, i.id)
where i.title is not null
group by i.connection_id, i.id, i.title
order by job_posts desc;
