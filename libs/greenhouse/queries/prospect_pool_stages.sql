-- How many prospects are in each stage, pool by pool?
select coalesce(p.name, s.prospect_pool_id::text) as pool, s.sort_order, s.name as stage, count(d.id) as prospects
from recruiting.prospect_pool_stages s
left join recruiting.prospect_pools p on (p.connection_id, p.id) = (s.connection_id, s.prospect_pool_id)
left join recruiting.prospect_details d on (d.connection_id, d.pool_stage_id) = (s.connection_id, s.id)
group by s.connection_id, s.prospect_pool_id, s.id, p.name, s.sort_order, s.name
order by 1, 2;
