-- The report of what people use together.
select component_names as components, component_count, people_count
from report.component_mix(?::date, ?::date)
