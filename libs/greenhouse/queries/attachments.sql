-- Which applications have a resume, and since when?
select application_id, count(*) as resumes, min(created_at) as first_resume_at
from recruiting.attachments
where type = 'resume'
group by 1
order by first_resume_at desc;

-- What kinds of files are attached, and how many of each?
select type, count(*) as files, count(distinct application_id) as applications
from recruiting.attachments
group by 1
order by files desc;
