-- How many posts are live on each job board?
select b.company_name as board, b.internal, b.status, count(p.id) filter (where p.live) as live_posts
from recruiting.job_boards b
left join recruiting.job_posts p on (p.connection_id, p.job_board_id) = (b.connection_id, b.id)
group by b.connection_id, b.id, b.company_name, b.internal, b.status
order by live_posts desc;
