-- What could somebody do, and what would it save? Built on other reports, so it comes after them.
set local role wh_owner;

create or replace function report.actions(department text default null, platform_team boolean default null)
returns table (
    effect_rank bigint,
    action_name text,
    target_kind text,
    target_name text,
    place_name text,
    user_id bigint,
    pseudonym text,
    department_name text,
    is_platform_team boolean,
    manager_pseudonym text,
    usd_per_month numeric,
    gb_freed numeric,
    evidence text,
    since_on date,
    core_hour_rates text,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with container_range as (
        select l.as_of_day, r.loaded_day_count
        from report.loaded_days('fact_container_day', '-infinity', 'infinity') l
        cross join lateral report.loaded_days('fact_container_day', l.as_of_day - 29, l.as_of_day + 1) r
    ), life as (
        -- Over all its pods, since one that is re-created goes on; what runs is the last.
        select distinct on (container_id) container_id, began_on, last_active_on
        from report.container_life()
        order by container_id, life_number desc
    ), container as (
        select
            c.container_id, f.user_id, coalesce(s.environment_name, s.compute_system_name) as place_name,
            r.as_of_day, r.loaded_day_count, e.began_on, e.last_active_on,
            bool_or(f.day = r.as_of_day and f.is_running_at_day_end) as is_running,
            sum(f.active_seconds) / 60 as active_minutes,
            sum((f.cpu_allocated_core_seconds / 3600)::numeric * p.amount_usd) as cost,
            string_agg(distinct p.rate_kind || ' ' || trim_scale(p.amount_usd), ', ') as rates
        from container_range r
        join mart.fact_container_day f on f.day > r.as_of_day - 30 and f.day <= r.as_of_day
        join mart.dim_container c on c.container_key = f.container_key and c.container_kind = 'interactive'
        join life e on e.container_id = c.container_id
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
        cross join lateral report.core_hour_rate(r.as_of_day, f.compute_system_key) p
        group by 1, 2, 3, r.as_of_day, r.loaded_day_count, e.began_on, e.last_active_on
    ), job as (
        select
            j.job_name, j.user_id, s.cluster_name, l.as_of_day, l.loaded_day_count,
            count(*) as attempts,
            count(*) filter (where j.job_state <> 'succeeded') as failures,
            min(j.day) filter (where j.job_state <> 'succeeded') as since_on,
            sum((j.cpu_allocated_core_seconds / 3600)::numeric * p.amount_usd)
                filter (where j.job_state <> 'succeeded') as cost,
            string_agg(distinct p.rate_kind || ' ' || trim_scale(p.amount_usd), ', ') as rates
        from (
            select a.as_of_day, r.loaded_day_count
            from report.loaded_days('fact_batch_job', '-infinity', 'infinity') a
            cross join lateral report.loaded_days('fact_batch_job', a.as_of_day - 29, a.as_of_day + 1) r
        ) l
        join mart.fact_batch_job j on j.day > l.as_of_day - 30 and j.day <= l.as_of_day
        join mart.dim_compute_system s using (compute_system_key)
        cross join lateral report.core_hour_rate(l.as_of_day, j.compute_system_key) p
        group by j.job_name, j.user_id, s.cluster_name, l.as_of_day, l.loaded_day_count
    ), item as (
        -- An item that several reports name is one thing to do.
        select
            i.*, coalesce(i.content_title, i.content_name, i.content_guid) as item_name,
            case
                when i.deployment_state in ('created_only', 'never_succeeded', 'never_deployed')
                    and report.local_day(coalesce(i.last_uploaded_at, i.created_at)) <= i.as_of_day - 30
                    then 'remove_never_deployed'
                when i.is_not_viewed and i.is_history_sufficient and not coalesce(i.sends_mail, false)
                    then 'remove_not_viewed'
                when i.due_on <= i.as_of_day then 'remove_retention_over'
            end as action_name
        from report.content_item i
    ), action(action_name, target_kind, target_name, place_name, user_id, usd, gb, evidence, since_on, rates,
        loaded_day_count, as_of_day) as (
        select
            'end_idle_container', 'container', container_id, place_name, user_id,
            cost * 30 / nullif(loaded_day_count, 0), null::numeric,
            format('runs; in 30 days %s minutes active, on no day %s', round(active_minutes),
                (select active_minutes from report.setting)),
            coalesce(last_active_on, began_on), rates, loaded_day_count,
            as_of_day
        from container
        where is_running and began_on <= as_of_day - 30
          and (last_active_on is null or last_active_on <= as_of_day - 30)
        union all
        select
            'repair_failing_job', 'job', job_name, cluster_name, user_id, cost * 30 / nullif(loaded_day_count, 0), null,
            format('%s of %s attempts in 30 days did not succeed', failures, attempts), since_on, rates,
            loaded_day_count, as_of_day
        from job
        where failures >= 5 and failures > 0.5 * attempts
        union all
        select
            action_name, 'item', item_name, 'Connect', user_id, null, bundle_bytes / 1e9,
            case action_name
                when 'remove_never_deployed' then 'never successfully deployed (' || deployment_state || ')'
                when 'remove_not_viewed' then 'deployed, and viewed by nobody in 365 days'
                else 'not modified for the retention time'
            end,
            case action_name
                when 'remove_never_deployed' then report.local_day(coalesce(last_uploaded_at, created_at))
                when 'remove_not_viewed' then coalesce(last_viewed_on, report.local_day(created_at))
                else due_on
            end,
            null, loaded_day_count, as_of_day
        from item
        where action_name is not null
        union all
        select
            case schedule_state when 'failing' then 'repair_or_stop_schedule' else 'stop_or_thin_schedule' end,
            'schedule', coalesce(content_title, content_name, content_guid), 'Connect', user_id,
            case when is_thinned then cost_year_usd - cost_year_if_weekly_usd else cost_year_usd end / 12,
            null,
            case schedule_state
                when 'failing' then coalesce(
                    'its last ' || failures_in_row_count || ' runs failed', 'its last run failed, and maybe more')
                else 'works, and was viewed by nobody in 365 days; saved if '
                    || case when is_thinned then 'run weekly' else 'stopped' end
            end,
            case schedule_state when 'failing' then report.local_day(failing_since_at) else last_viewed_on end,
            core_hour_rate, null, as_of_day
        from (
            -- What runs less than weekly would cost more if run weekly.
            select s.*, schedule_state = 'forgotten' and cost_year_usd > cost_year_if_weekly_usd as is_thinned
            from report.schedule_state s
            -- That nobody views an item has to be proven, as of those to be removed.
            where schedule_state = 'failing' or schedule_state = 'forgotten' and is_history_sufficient
        ) schedule
        union all
        select
            'archive_drive_of_leaver', 'volume', v.volume_name, coalesce(v.region_name, 'unknown'), v.user_id, null,
            v.used_bytes / 1e9, 'its owner has left', n.left_on, null, null, l.as_of_day
        from report.loaded_volume_days('-infinity', 'infinity') l
        join lateral report.volume_on(l.as_of_day) v on v.user_id > 0
        join mart.dim_user_now n on n.user_id = v.user_id and n.employment_status = 'left'
    ), person as (
        select p.*, m.pseudonym as manager_pseudonym
        from report.folded_person(array(select distinct user_id from action), '9999-12-31') p
        join mart.dim_user_now n using (user_id)
        left join mart.dim_user_now m on m.user_id = n.manager_user_id
    )
    select
        row_number() over (
            order by a.usd desc nulls last, a.gb desc nulls last, a.action_name, a.target_name, a.user_id,
            a.since_on, a.evidence),
        a.action_name, a.target_kind, a.target_name, a.place_name, a.user_id, p.pseudonym, p.department_name,
        p.is_platform_team, p.manager_pseudonym, round(a.usd, 6), round(a.gb, 6), a.evidence, a.since_on, a.rates,
        a.loaded_day_count, a.as_of_day
    from action a
    join person p using (user_id)
    where ($1 is null or p.department_name = $1) and ($2 is null or p.is_platform_team = $2)
$$;
comment on function report.actions(text, boolean) is
    'The report actions, if given of things of one department, or only (true) or without (false) the platform team.';

create or replace view report.actions as
select * from report.actions();
comment on view report.actions is
    'Grain: one thing that somebody could do, as of the last loaded day. What would it save? Sorted by effect_rank: USD '
    'a month first, then GB freed. Costs are of the last 30 days, schedules a twelfth of their year.';

select ops.describe_view('report.actions', jsonb_build_object(
    'effect_rank', 'Place by effect: most USD a month first, then most GB',
    'action_name', 'end_idle_container, repair_failing_job, remove_never_deployed, remove_not_viewed, '
        'remove_retention_over, repair_or_stop_schedule, stop_or_thin_schedule or archive_drive_of_leaver',
    'target_kind', 'container, job, item, schedule or volume',
    'target_name', 'Which one, logins masked',
    'place_name', 'Environment, cluster, Connect, or region',
    'user_id', 'Durable key of the person who could do it; 0 = nobody known',
    'pseudonym', 'Stands for the person',
    'department_name', 'Department of the person as they are now; Other = those of too few people',
    'manager_pseudonym', 'Stands for the person''s manager; null = unknown',
    'usd_per_month', 'USD a month that it would save; null = space is what it takes, or the cost is unknown',
    'gb_freed', 'GB (10^9 bytes) that it frees; null = none, or unknown',
    'evidence', 'Why it is here',
    'since_on', 'Since when; null = unknown',
    'core_hour_rates', 'Kinds and prices in USD per core hour that the cost is made with; null = no cost',
    'loaded_day_count', 'Days that are loaded of those looked at: 30, of items 365; null = one day is enough',
    'as_of_day', 'Last loaded day of what it is about'));
select ops.name_people('actions');
