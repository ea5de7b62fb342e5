-- Which groups of attributes do the scorecards of each job rate, and how many attributes are in each?
select coalesce(j.name, t.job_id::text) as job, t.name as attribute_type, count(a.id) as attributes
from recruiting.candidate_attribute_types t
left join recruiting.jobs j on (j.connection_id, j.id) = (t.connection_id, t.job_id)
left join recruiting.job_candidate_attributes a on (a.connection_id, a.candidate_attribute_type_id) = (t.connection_id, t.id)
where t.active
group by t.connection_id, t.job_id, t.id, j.name, t.name, t.sort_order
order by 1, t.sort_order;
