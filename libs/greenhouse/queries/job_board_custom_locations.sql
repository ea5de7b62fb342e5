-- Which locations of its own does each job board offer?
select coalesce(b.company_name, l.greenhouse_job_board_id::text) as board, l.value as location, l.active
from recruiting.job_board_custom_locations l
left join recruiting.job_boards b on (b.connection_id, b.id) = (l.connection_id, l.greenhouse_job_board_id)
order by 1, 2;
