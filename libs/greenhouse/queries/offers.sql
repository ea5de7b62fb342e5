-- What share of offers is accepted, by job? Deprecated offers were replaced by a later version and do not count.
select coalesce(j.name, o.job_id::text) as job,
       count(*) filter (where o.status = 'Accepted') as accepted,
       count(*) filter (where o.status = 'Rejected') as rejected,
       round(100.0 * count(*) filter (where o.status = 'Accepted')
             / nullif(count(*) filter (where o.status in ('Accepted', 'Rejected')), 0), 1) as percent_accepted
from recruiting.offers o
left join recruiting.jobs j on (j.connection_id, j.id) = (o.connection_id, o.job_id)
where o.status <> 'Deprecated'
group by o.connection_id, o.job_id, j.name
order by accepted desc;

-- What do accepted offers pay on average, by custom field and currency?
select f.name as field, f.unit as currency, round(avg(f.number_value)) as average, count(*) as offers
from recruiting.offers o
join recruiting.offers_custom_fields f using (connection_id, id)
where o.status = 'Accepted' and f.type = 'currency'
group by 1, 2
order by 1, 2;
