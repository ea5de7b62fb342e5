-- Why are applications rejected, and who decides it: we or the candidate?
select coalesce(r.type_name, 'no type') as kind, coalesce(r.name, 'no reason') as reason, count(*) as rejections
from recruiting.rejection_details d
left join recruiting.rejection_reasons r on (r.connection_id, r.id) = (d.connection_id, d.rejection_reason_id)
group by 1, 2
order by rejections desc;

-- What was answered to the questions asked on rejecting?
select d.application_id, d.rejected_at, f.name as question, f.value as answer
from recruiting.rejection_details d
join recruiting.rejection_details_custom_fields f using (connection_id, id)
order by d.rejected_at desc;
