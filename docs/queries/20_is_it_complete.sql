-- Before trusting a number: how far does each source reach, and what is known to be missing?
select source, endpoint, first_observed_day, last_complete_day, lag_days, missing_day_count, lost_day_count
from report.data_freshness
order by source, endpoint;
