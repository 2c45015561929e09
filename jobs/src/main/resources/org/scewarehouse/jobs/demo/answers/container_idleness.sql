-- Do interactive containers mostly sit idle? (percent of the observed time, by cores used)
-- idle_cost_usd: core hours allocated and not used, at an illustrative 0.02 USD per core hour; prices.csv among the
-- reference files sets your own rate.
select
    environment_name as environment,
    count(distinct user_id) filter (where user_id > 0) as people,
    sum(container_count) as containers,
    round((100 * sum(band_0_seconds) / sum(observed_seconds))::numeric, 1) as idle,
    round((100 * sum(band_1_seconds) / sum(observed_seconds))::numeric, 1) as "to 1",
    round((100 * sum(band_2_seconds) / sum(observed_seconds))::numeric, 1) as "1 to 2",
    round((100 * sum(band_3_seconds) / sum(observed_seconds))::numeric, 1) as "2 to 4",
    round((100 * sum(band_4_seconds) / sum(observed_seconds))::numeric, 1) as "4 to 8",
    round((100 * sum(band_5_seconds) / sum(observed_seconds))::numeric, 1) as "8 to 16",
    round((100 * sum(band_6_seconds) / sum(observed_seconds))::numeric, 1) as "over 16",
    round(sum(idle_cost_usd), 2) as idle_cost_usd
from report.container_idleness(?::date, ?::date)
group by 1
order by 1
