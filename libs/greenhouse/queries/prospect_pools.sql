-- Which pools are in use, and for which jobs are they?
select p.name as pool, count(distinct d.id) as prospects, array_agg(distinct j.name) filter (where j.name is not null) as jobs
from recruiting.prospect_pools p
left join recruiting.prospect_details d on (d.connection_id, d.pool_id) = (p.connection_id, p.id)
left join recruiting.jobs j on j.connection_id = p.connection_id and p.job_ids @> to_jsonb(j.id)
where p.active
group by p.connection_id, p.id, p.name
order by prospects desc;
