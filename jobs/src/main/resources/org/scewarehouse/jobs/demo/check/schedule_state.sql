-- How schedules do at the end.
select content_guid, schedule_state, failures_in_row_count
from report.schedule_state
