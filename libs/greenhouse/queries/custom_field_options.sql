-- Which choices does each custom field offer?
select coalesce(f.name, o.custom_field_id::text) as custom_field, o.name as choice, o.external_id
from recruiting.custom_field_options o
left join recruiting.custom_fields f on (f.connection_id, f.id) = (o.connection_id, o.custom_field_id)
where o.active
order by 1, o.sort_order;
