-- Which interview kits hide who the candidate is?
select coalesce(j.name, k.job_id::text) as job, k.id as interview_kit_id, k.anonymize_candidate, k.anonymize_resumes
from recruiting.interview_kits k
left join recruiting.jobs j on (j.connection_id, j.id) = (k.connection_id, k.job_id)
where k.anonymize_candidate or k.anonymize_resumes
order by 1, 2;
