-- Which pay do live job posts promise?
select p.title as post, i.title as pay, r.min_cents / 100.0 as from_amount, r.max_cents / 100.0 as to_amount, r.currency_type
from recruiting.pay_input_ranges r
join recruiting.job_posts p on (p.connection_id, p.id) = (r.connection_id, r.job_post_id)
left join recruiting.pay_inputs i on (i.connection_id, i.id) = (r.connection_id, r.pay_input_id)
where p.live
order by 1, 2;
