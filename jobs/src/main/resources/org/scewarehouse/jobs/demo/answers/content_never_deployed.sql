-- How much of what was published works for nobody? (items of the content server that never had a working bundle)
select
    deployment_state as state,
    count(*) as items,
    count(distinct user_id) filter (where user_id > 0) as owners,
    count(*) filter (where is_older_than_30_days) as older_than_30_days,
    round(sum(bundle_bytes) / 1e6, 1) as bundle_mb
from report.content_never_deployed
group by deployment_state
order by items desc, state
