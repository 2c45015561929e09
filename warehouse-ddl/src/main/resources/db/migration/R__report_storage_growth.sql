-- Whose volumes grow, are near their limit, or belong to people who left?
set local role wh_owner;

create or replace function report.storage_growth(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    volume_kind text,
    region_name text,
    department_name text,
    is_platform_team boolean,
    user_id bigint,
    pseudonym text,
    employment_status text,
    left_on date,
    volume_count bigint,
    unmeasured_volume_count bigint,
    used_gb numeric,
    used_before_gb numeric,
    growth_gb numeric,
    file_count bigint,
    limited_volume_count bigint,
    limited_used_gb numeric,
    soft_limit_gb numeric,
    utilisation_ratio double precision,
    near_limit_volume_count bigint,
    carried_forward_volume_count bigint,
    oldest_measured_at timestamptz,
    loaded_day_count bigint,
    before_day date,
    as_of_day date)
language sql stable
as $$
    with loaded as (
        select
            l.loaded_day_count, l.as_of_day,
            coalesce(
                (select b.as_of_day from report.loaded_volume_days('-infinity', $1) b),
                (select min(day) from report.loaded_day
                    where table_name = 'fact_volume_day' and day >= $1 and day < $2)) as before_day
        from report.loaded_volume_days($1, $2) l
    ), volume as (
        select v.*
        from loaded l
        cross join lateral (select l.as_of_day as day union select l.before_day) told
        cross join lateral report.volume_in(told.day, $1, $2, $3) v
        -- Of a range without a loaded day nothing is known: that is not to hold no volume any more.
        where l.as_of_day is not null
    ), owned as (
        select
            v.volume_kind, coalesce(v.region_name, 'unknown') as region_name, v.user_id,
            count(*) filter (where v.day = l.as_of_day) as volumes,
            count(*) filter (where v.day = l.as_of_day and v.used_bytes is null) as unmeasured,
            -- No volume on a loaded day is nothing used; one that was never measured is unknown.
            case when count(*) filter (where v.day = l.as_of_day) = 0 then 0
                else sum(v.used_bytes) filter (where v.day = l.as_of_day) / 1e9 end as used,
            case when count(*) filter (where v.day = l.before_day) = 0 then 0
                else sum(v.used_bytes) filter (where v.day = l.before_day) / 1e9 end as before,
            sum(v.file_count) filter (where v.day = l.as_of_day)::bigint as files,
            count(*) filter (where v.day = l.as_of_day and v.soft_limit_bytes > 0 and v.used_bytes is not null)
                as limited,
            sum(v.used_bytes) filter (where v.day = l.as_of_day and v.soft_limit_bytes > 0) / 1e9 as limited_used,
            sum(v.soft_limit_bytes) filter (
                where v.day = l.as_of_day and v.soft_limit_bytes > 0 and v.used_bytes is not null) / 1e9 as soft_limit,
            count(*) filter (where v.day = l.as_of_day and v.used_bytes > 0.9 * v.soft_limit_bytes) as near_limit,
            count(*) filter (where v.day = l.as_of_day and v.is_carried_forward) as carried,
            min(v.measured_at) filter (where v.day = l.as_of_day) as oldest
        from volume v
        cross join loaded l
        group by 1, 2, 3
    )
    select
        o.volume_kind, o.region_name, p.department_name, p.is_platform_team, p.user_id, p.pseudonym,
        n.employment_status, n.left_on, o.volumes, o.unmeasured, round(o.used, 6), round(o.before, 6),
        round(o.used - o.before, 6), o.files, o.limited, round(o.limited_used, 6), round(o.soft_limit, 6),
        (o.limited_used / nullif(o.soft_limit, 0))::double precision, case when o.limited > 0 then o.near_limit end,
        o.carried, o.oldest,
        l.loaded_day_count, l.before_day, l.as_of_day
    from owned o
    join report.folded_person(array(select distinct user_id from owned), $2) p using (user_id)
    join mart.dim_user_now n using (user_id)
    cross join loaded l
    where ($4 is null or p.department_name = $4) and ($5 is null or p.is_platform_team = $5)
$$;
comment on function report.storage_growth(date, date, text, text, boolean) is
    'The report storage_growth for any range of days (the first one, and the day after the last one) and, if given, for '
    'one environment, one department, or only (true) or without (false) the platform team.';

create or replace view report.storage_growth as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.storage_growth(period.from_day, period.to_day) report;
comment on view report.storage_growth is
    'Grain: one period x kind of volume x region x owner. Whose volumes grow, are near their limit, or belong to people '
    'who left? Sums of one period add up over rows; each home counts once, and whole file systems are not in it.';

select ops.describe_view('report.storage_growth', jsonb_build_object(
    'volume_kind', 'home, project, scratch or other',
    'region_name', 'Region of the volume, else of the cluster that mounts it; unknown where neither says',
    'department_name', 'Department of the owner at the period''s end; Other = those of too few people',
    'is_platform_team', 'Whether the owner belongs to the platform team',
    'user_id', 'Durable key of the owner; 0 = nobody known',
    'pseudonym', 'Stands for the owner',
    'employment_status', 'employed, left or unknown, as it is now',
    'left_on', 'Day the owner left; null = not left or unknown',
    'volume_count', 'Volumes at the period''s end',
    'unmeasured_volume_count', 'Of these, volumes whose use was never measured',
    'used_gb', 'GB (10^9 bytes) used at the period''s end; 0 = no volume any more, null = none measured',
    'used_before_gb', 'GB used on before_day; 0 = no volume yet, null = none measured',
    'growth_gb', 'used_gb - used_before_gb; null = one of them is unknown',
    'file_count', 'Files at the period''s end; null = not measured',
    'limited_volume_count', 'Measured volumes with a soft limit; others are in neither part of the utilisation',
    'limited_used_gb', 'GB used in them',
    'soft_limit_gb', 'Their soft limits, in GB',
    'utilisation_ratio', 'limited_used_gb / soft_limit_gb; null = no volume with a limit',
    'near_limit_volume_count', 'Volumes that use more than 0.9 of their soft limit; null = none has one',
    'carried_forward_volume_count', 'Volumes whose use is that of an earlier day',
    'oldest_measured_at', 'When the one measured longest ago was measured; null = never',
    'loaded_day_count', 'Days of the period with volumes loaded',
    'before_day', 'Last such day before the period, else the first in it with volumes loaded',
    'as_of_day', 'Last day of the period with the volumes of all sources loaded'));
select ops.name_people('storage_growth');
