-- Which custom fields are only for some departments?
select coalesce(f.name, x.custom_field_id::text) as custom_field,
       array_agg(distinct coalesce(d.name, x.department_id::text)) as departments
from recruiting.custom_field_departments x
left join recruiting.custom_fields f on (f.connection_id, f.id) = (x.connection_id, x.custom_field_id)
left join recruiting.departments d on (d.connection_id, d.id) = (x.connection_id, x.department_id)
group by 1
order by 1;
