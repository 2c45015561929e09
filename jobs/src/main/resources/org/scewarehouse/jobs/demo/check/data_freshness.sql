-- How far each source reaches, of what can be asked for later too.
select
    source,
    min(first_observed_day) as first_observed_day,
    min(last_complete_day) as last_complete_day,
    min(complete_day_count) as complete_day_count,
    sum(lost_day_count) as lost_day_count,
    sum(pending_day_count) as pending_day_count
from report.data_freshness
where kind <> 'SNAPSHOT'
group by source
