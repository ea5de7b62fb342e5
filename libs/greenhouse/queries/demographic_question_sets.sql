-- Which sets of demographic questions are in use, and on how many live posts?
select s.title as question_set, s.enabled, count(p.id) as live_posts
from recruiting.demographic_question_sets s
left join recruiting.job_posts p on (p.connection_id, p.demographic_question_set_id) = (s.connection_id, s.id) and p.live
where s.active
group by s.connection_id, s.id, s.title, s.enabled
order by live_posts desc;
