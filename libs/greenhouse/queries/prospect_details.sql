-- How many prospects are in each stage of each pool, and who looks after them?
select coalesce(p.name, 'no pool') as pool, t.name as stage, u.name as owner, count(*) as prospects
from recruiting.prospect_details d
left join recruiting.prospect_pools p on (p.connection_id, p.id) = (d.connection_id, d.pool_id)
left join recruiting.prospect_pool_stages t on (t.connection_id, t.id) = (d.connection_id, d.pool_stage_id)
left join recruiting.users u on (u.connection_id, u.id) = (d.connection_id, d.prospect_owner_id)
group by 1, 2, 3
order by 1, 2, 3;
