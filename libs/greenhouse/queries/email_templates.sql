-- Which templates are there for each kind of e-mail, and which one is the default?
select email_type, name, "default", subject
from recruiting.email_templates
order by 1, "default" desc, 2;
