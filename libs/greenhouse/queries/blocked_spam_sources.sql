-- Which addresses are blocked, why, and since when?
select source_type, value, note, created_at
from recruiting.blocked_spam_sources
order by created_at desc;
