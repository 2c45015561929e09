-- How long do batch jobs wait for a place? One row per queue in which an attempt started, from FROM_DAY to
-- the day before TO_DAY. The warehouse's report.queue_wait has the same numbers, with medians, percentiles and expansion
-- beside them.
select
    coalesce(s.cluster_name, 'unknown') as cluster_name,
    coalesce(q.queue_name, 'unknown') as queue_name,
    count(*) as started_count,
    sum(case when f.wait_seconds is null then 1 else 0 end) as unknown_wait_count,
    sum(f.wait_seconds) as wait_seconds,
    max(f.wait_seconds) as wait_seconds_max,
    sum(case when f.wait_seconds >= 0 and f.wait_seconds < 1 then 1 else 0 end) as wait_band_0_count,
    sum(case when f.wait_seconds >= 1 and f.wait_seconds < 30 then 1 else 0 end) as wait_band_1_count,
    sum(case when f.wait_seconds >= 30 and f.wait_seconds < 1800 then 1 else 0 end) as wait_band_2_count,
    sum(case when f.wait_seconds >= 1800 and f.wait_seconds < 3600 then 1 else 0 end) as wait_band_3_count,
    sum(case when f.wait_seconds >= 3600 and f.wait_seconds < 18000 then 1 else 0 end) as wait_band_4_count,
    sum(case when f.wait_seconds >= 18000 and f.wait_seconds < 36000 then 1 else 0 end) as wait_band_5_count,
    sum(case when f.wait_seconds >= 36000 and f.wait_seconds < 64800 then 1 else 0 end) as wait_band_6_count,
    sum(case when f.wait_seconds >= 64800 then 1 else 0 end) as wait_band_7_count
from fact_batch_job_day f
left join dim_queue q on q.queue_key = f.queue_key
left join dim_compute_system s on s.compute_system_key = f.compute_system_key
where f.day >= date 'FROM_DAY' and f.day < date 'TO_DAY' and f.is_started
group by 1, 2
order by 1, 2
