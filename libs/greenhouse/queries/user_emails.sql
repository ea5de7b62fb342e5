-- Which addresses of users were never verified?
select coalesce(u.name, e.user_id::text) as user_name, e.email, e.verification_token_sent_at
from recruiting.user_emails e
left join recruiting.users u on (u.connection_id, u.id) = (e.connection_id, e.user_id)
where not e.verified
order by 1, 2;
