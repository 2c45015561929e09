-- Days that failed, records that were dropped, containers that were not looked at all the time.
select kind, subject, day_count
from report.data_quality(?::date, ?::date)
where kind in ('DROP', 'FAILED_DAY', 'STALE_DAY') or subject = 'container seconds'
