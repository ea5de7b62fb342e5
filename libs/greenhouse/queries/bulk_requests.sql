-- Which bulk requests are not through, or had failures?
select b.api_endpoint, b.status, b.record_count, b.failure_count, b.requested_at, coalesce(u.name, b.requested_by_user_id::text) as requested_by
from recruiting.bulk_requests b
left join recruiting.users u on (u.connection_id, u.id) = (b.connection_id, b.requested_by_user_id)
where b.failure_count > 0 or b.completed_at is null
order by b.requested_at desc nulls last;
