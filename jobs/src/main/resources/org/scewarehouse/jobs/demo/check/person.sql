-- What people have and use, each of whom may be one that a story tells of.
with period(from_day, to_day) as (
    values (?::date, ?::date)
), batch as (
    select user_id, sum(cpu_allocated_core_seconds) / 3600 as core_hours
    from mart.fact_batch_job_day
    join period on day >= from_day and day < to_day
    where source = 'aws_batch' and user_id > 0
    group by user_id
), container as (
    select f.user_id, count(distinct c.container_id) as containers, sum(f.idle_seconds) as idle,
        sum(f.observed_seconds) as observed
    from mart.fact_container_day f
    join mart.dim_container c using (container_key)
    join period on f.day >= from_day and f.day < to_day
    where c.container_kind = 'interactive'
    group by f.user_id
), image as (
    select user_id, max(containers) as most
    from (
        select f.user_id, count(distinct c.container_id) as containers
        from mart.fact_container_day f
        join mart.dim_container c using (container_key)
        join mart.dim_image i using (image_key)
        join period on f.day >= from_day and f.day < to_day
        where c.container_kind = 'interactive'
        group by f.user_id, i.repository_name, i.tag_name
    ) one
    group by user_id
), content as (
    select user_id, count(*) as items,
        count(*) filter (where deployment_state in ('created_only', 'never_succeeded')) as never_deployed,
        count(*) filter (where is_not_viewed) as not_viewed
    from report.content_item
    group by user_id
)
select
    b.identifier as login,
    coalesce(batch.core_hours, 0) as batch_core_hours,
    coalesce(c.containers, 0) as container_count,
    coalesce(c.idle, 0) as idle_seconds,
    coalesce(c.observed, 0) as observed_seconds,
    coalesce(i.most, 0) as containers_of_one_image_count,
    coalesce(t.items, 0) as item_count,
    coalesce(t.never_deployed, 0) as never_deployed_count,
    coalesce(t.not_viewed, 0) as not_viewed_count
from hr.bridge_identity b
left join batch using (user_id)
left join container c using (user_id)
left join image i using (user_id)
left join content t using (user_id)
where b.system_name = 'login'
  and (batch.user_id is not null or c.user_id is not null or t.user_id is not null)
