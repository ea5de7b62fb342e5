-- Which posts are live, since when, and how many applications came through each?
select p.title as post, p.internal, p.first_published_at, count(a.id) as applications
from recruiting.job_posts p
left join recruiting.applications a on (a.connection_id, a.job_post_id) = (p.connection_id, p.id)
where p.live
group by p.connection_id, p.id, p.title, p.internal, p.first_published_at
order by applications desc;

-- Which questions do application forms ask, and on how many posts is each of them required?
select q ->> 'label' as question, q ->> 'answer_type' as answer_type, count(*) as posts,
       count(*) filter (where (q ->> 'required')::boolean) as required_on
from recruiting.job_posts p
cross join lateral jsonb_array_elements(p.questions) q
where p.active
group by 1, 2
order by posts desc;
