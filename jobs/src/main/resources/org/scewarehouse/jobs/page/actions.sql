-- what: What could be done
-- saving_per_month_usd: USD a month that all of these actions would save
-- size_gb: GB that all of these actions would free
-- action_count: Single actions of the kind; the report actions lists each with its evidence
-- saved_usd: USD a month that all actions together would save
-- freed_gb: GB that all actions together would free
select
    replace(action_name, '_', ' ') as what,
    count(*) as action_count,
    sum(usd_per_month) as saving_per_month_usd,
    sum(gb_freed) as size_gb,
    min(since_on) as since_on
from report.actions
group by action_name
order by saving_per_month_usd desc nulls last, size_gb desc nulls last, action_name

-- answer
select
    count(*) as action_count,
    coalesce(sum(usd_per_month), 0) as saved_usd,
    coalesce(sum(gb_freed), 0) as freed_gb,
    string_agg(distinct core_hour_rates, ', ') as core_hour_rates,
    max(as_of_day) as as_of_day
from report.actions
