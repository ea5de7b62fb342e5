-- In how many interview kits is each user a default interviewer?
select coalesce(u.name, d.user_id::text) as interviewer, count(distinct d.interview_kit_id) as interview_kits
from recruiting.default_interviewers d
left join recruiting.users u on (u.connection_id, u.id) = (d.connection_id, d.user_id)
group by 1
order by interview_kits desc;
