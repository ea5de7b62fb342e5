-- How long does each approver take to answer, in the median?
select coalesce(u.name, a.user_id::text) as approver, count(*) as answers,
       percentile_cont(0.5) within group (order by extract(epoch from a.resolved_at - a.request_sent_at) / 3600) as median_hours
from recruiting.approvers a
left join recruiting.users u on (u.connection_id, u.id) = (a.connection_id, a.user_id)
where a.resolved_at is not null
group by 1
order by median_hours desc;

-- Whose answers are due, and how often was each of them reminded?
select coalesce(u.name, a.user_id::text) as approver, a.request_sent_at, a.reminders_sent, a.auto_reminders_sent
from recruiting.approvers a
left join recruiting.users u on (u.connection_id, u.id) = (a.connection_id, a.user_id)
where a.status = 'waiting'
order by a.request_sent_at;
