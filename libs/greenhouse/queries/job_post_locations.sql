-- Which live posts are for which place?
select p.title as post, coalesce(o.name, c.value, l.plain_text_location) as place, l.type
from recruiting.job_post_locations l
join recruiting.job_posts p on (p.connection_id, p.id) = (l.connection_id, l.job_post_id)
left join recruiting.offices o on (o.connection_id, o.id) = (l.connection_id, l.office_id)
left join recruiting.job_board_custom_locations c on (c.connection_id, c.id) = (l.connection_id, l.custom_location_id)
where p.live
order by 1, 2;
