-- Which custom fields are only for some offices?
select coalesce(f.name, x.custom_field_id::text) as custom_field,
       array_agg(distinct coalesce(o.name, x.office_id::text)) as offices
from recruiting.custom_field_offices x
left join recruiting.custom_fields f on (f.connection_id, f.id) = (x.connection_id, x.custom_field_id)
left join recruiting.offices o on (o.connection_id, o.id) = (x.connection_id, x.office_id)
group by 1
order by 1;
