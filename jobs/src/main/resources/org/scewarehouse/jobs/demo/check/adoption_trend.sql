-- Who is new and who is lost: the later half of the period against the earlier one.
select
    component_name as component, active_count, new_count, kept_count, returned_count, lost_count, history_from_day,
    loaded_day_count
from report.adoption_trend(?::date + (?::date - ?::date + 1) / 2, ?::date)
