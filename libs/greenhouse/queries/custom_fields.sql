-- Which custom fields are there, by the kind of record that carries them, and under which key?
select field_type, name, name_key, value_type, required, private
from recruiting.custom_fields
where coalesce(active, true)
order by 1, sort_order;
