-- Do interactive containers mostly sit idle, and what does it cost?
set local role wh_owner;

create or replace function report.container_idleness(from_day date, to_day date)
returns table (
    environment_name text,
    department_name text,
    job_role_name text,
    is_platform_team boolean,
    user_id bigint,
    pseudonym text,
    container_count bigint,
    running_seconds double precision,
    observed_seconds double precision,
    idle_seconds double precision,
    active_seconds double precision,
    band_0_seconds double precision,
    band_1_seconds double precision,
    band_2_seconds double precision,
    band_3_seconds double precision,
    band_4_seconds double precision,
    band_5_seconds double precision,
    band_6_seconds double precision,
    idle_ratio double precision,
    coverage_ratio double precision,
    cpu_core_hours double precision,
    cpu_allocated_core_hours double precision,
    cpu_idle_allocated_core_hours double precision,
    cpu_unknown_hours_count bigint,
    idle_cost_usd numeric,
    core_hour_rates text,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with stretch as materialized (
        select * from report.price_stretch($1, $2)
    ), container as (
        select
            f.container_key, f.compute_system_key, f.user_id, t.from_day,
            sum(f.running_seconds) as running_seconds,
            sum(f.observed_seconds) as observed_seconds,
            sum(f.idle_seconds) as idle_seconds,
            sum(f.active_seconds) as active_seconds,
            sum(f.band_0_seconds) as band_0_seconds,
            sum(f.band_1_seconds) as band_1_seconds,
            sum(f.band_2_seconds) as band_2_seconds,
            sum(f.band_3_seconds) as band_3_seconds,
            sum(f.band_4_seconds) as band_4_seconds,
            sum(f.band_5_seconds) as band_5_seconds,
            sum(f.band_6_seconds) as band_6_seconds,
            sum(f.cpu_core_seconds) as cpu_core_seconds,
            sum(f.cpu_allocated_core_seconds) as cpu_allocated_core_seconds,
            sum(f.cpu_idle_allocated_core_seconds) as cpu_idle_allocated_core_seconds,
            sum(f.cpu_unknown_hours_count) as cpu_unknown_hours_count
        from (select distinct from_day, to_day from stretch) t
        cross join lateral report.container_month(t.from_day, t.to_day, null, $1, $2) f
        where f.container_key in (select container_key from mart.dim_container where container_kind = 'interactive')
        group by f.container_key, f.compute_system_key, f.user_id, t.from_day
    ), person as (
        select
            u.user_id, u.pseudonym, u.is_platform_team,
            coalesce(u.department_name, 'Unknown') as department_name,
            coalesce(u.job_role_name, 'Unknown') as job_role_name
        from mart.dim_user u
        where u.user_id in (select user_id from container) and u.valid_from < $2
          and least($2, '9999-12-31') <= u.valid_to
    ), small_department as (
        select label from report.small_group(array(select department_name from person where user_id > 0))
    ), small_job_role as (
        select label from report.small_group(array(select job_role_name from person where user_id > 0))
    ), loaded as (
        select count(distinct day) as loaded_day_count, max(day) as as_of_day
        from report.loaded_day
        where table_name = 'fact_container_day' and day >= $1 and day < $2
    )
    select
        coalesce(s.environment_name, s.compute_system_name),
        case when p.department_name in (table small_department) and p.user_id > 0
            then 'Other' else p.department_name end,
        case when p.job_role_name in (table small_job_role) and p.user_id > 0
            then 'Other' else p.job_role_name end,
        p.is_platform_team,
        p.user_id,
        p.pseudonym,
        count(distinct i.container_id),
        sum(d.running_seconds),
        sum(d.observed_seconds),
        sum(d.idle_seconds),
        sum(d.active_seconds),
        sum(d.band_0_seconds),
        sum(d.band_1_seconds),
        sum(d.band_2_seconds),
        sum(d.band_3_seconds),
        sum(d.band_4_seconds),
        sum(d.band_5_seconds),
        sum(d.band_6_seconds),
        sum(d.idle_seconds) / nullif(sum(d.observed_seconds), 0),
        sum(d.observed_seconds) / nullif(sum(d.running_seconds), 0),
        sum(d.cpu_core_seconds) / 3600,
        sum(d.cpu_allocated_core_seconds) / 3600,
        sum(d.cpu_idle_allocated_core_seconds) / 3600,
        sum(d.cpu_unknown_hours_count)::bigint,
        round(sum((d.cpu_idle_allocated_core_seconds / 3600)::numeric * t.core_hour_usd), 6),
        string_agg(distinct t.core_hour_rate, ', '),
        g.idle_threshold_cores,
        l.loaded_day_count,
        l.as_of_day
    from container d
    join stretch t on t.from_day = d.from_day and t.compute_system_key = d.compute_system_key
    join mart.dim_container i on i.container_key = d.container_key
    join mart.dim_compute_system s on s.compute_system_key = d.compute_system_key
    join person p on p.user_id = d.user_id
    cross join report.setting g
    cross join loaded l
    group by 1, 2, 3, 4, 5, 6, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
$$;
comment on function report.container_idleness(date, date) is
    'The report container_idleness for any range of days: the first one, and the day after the last one.';

create or replace view report.container_idleness as
select
    period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.container_idleness(period.from_day, period.to_day) report;

create or replace view hr.container_idleness as
select
    report.*,
    (
        select string_agg(distinct i.identifier, ', ' order by i.identifier)
        from hr.bridge_identity i
        where i.user_id = report.user_id
    ) as identifiers,
    (
        select nullif(concat_ws(' ', p.given_name, p.family_name), '')
        from hr.person p
        where p.user_id = report.user_id
    ) as person_name
from report.container_idleness report;

comment on view report.container_idleness is
    'Grain: one period x environment x person (with department and job role at the period''s end). Interactive '
    'containers only. Seconds, hours, counts and cost of one period add up over rows; ratios do not: divide sums. '
    'CPU load cannot tell a person from a program: a simulation left overnight is use.';
comment on view hr.container_idleness is
    'Grain: as report.container_idleness, with the person''s identifiers and name. Every read of schema hr needs a purpose.';

do $$
declare
    described record;
    view_name text;
begin
    for described in
        select * from (values
            ('period_name', 'Period, as in mart.dim_period'),
            ('period_kind', 'all, last_30_days, last_6_months, last_12_months, month, quarter or year'),
            ('from_day', 'First day of the period'),
            ('to_day', 'First day after the period: its last is to_day - 1; --to of sce run is the last day itself'),
            ('is_complete', 'Whether the loaded days reach over the whole period'),
            ('environment_name', 'Environment the containers ran in; the cluster''s name where it has none'),
            ('department_name', 'Department at the period''s end; Other = those of too few people'),
            ('job_role_name', 'Job role at the period''s end; Other = those of too few people'),
            ('is_platform_team', 'Whether the person belongs to the platform team'),
            ('user_id', 'Durable key of the person; 0 = nobody known'),
            ('pseudonym', 'Stands for the person'),
            ('container_count', 'Distinct containers (container_id) that ran'),
            ('running_seconds', 'Seconds the containers ran'),
            ('observed_seconds', 'Seconds between CPU samples: what the bands and the idle share speak of'),
            ('idle_seconds', 'Observed seconds below the idle threshold'),
            ('active_seconds', 'Observed seconds that were not idle'),
            ('band_0_seconds', 'Observed seconds at [0, 0.05) cores'),
            ('band_1_seconds', 'Observed seconds at [0.05, 1) cores'),
            ('band_2_seconds', 'Observed seconds at [1, 2) cores'),
            ('band_3_seconds', 'Observed seconds at [2, 4) cores'),
            ('band_4_seconds', 'Observed seconds at [4, 8) cores'),
            ('band_5_seconds', 'Observed seconds at [8, 16) cores'),
            ('band_6_seconds', 'Observed seconds at [16, inf) cores'),
            ('idle_ratio', 'idle_seconds / observed_seconds; null = nothing observed'),
            ('coverage_ratio', 'observed_seconds / running_seconds: how much of the truth the report has seen'),
            ('cpu_core_hours', 'Core hours used; null = unknown'),
            ('cpu_allocated_core_hours', 'Core hours kept from others; null = unknown'),
            ('cpu_idle_allocated_core_hours', 'Core hours allocated and not used, per hour; null = unknown'),
            ('cpu_unknown_hours_count', 'Container hours whose use is unknown: idle cost leaves them out'),
            ('idle_cost_usd', 'cpu_idle_allocated_core_hours x price of that day, in USD; null = unknown'),
            ('core_hour_rates', 'Kinds and prices in USD per core hour that the cost is made with'),
            ('idle_threshold_cores', 'Setting used: cores below which a container idles'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last loaded day of the period'),
            ('identifiers', 'Logins, e-mails and accounts of the person, of all times; null = none known'),
            ('person_name', 'Name as HR gives it; null = HR does not know the person, or gives none')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['report.container_idleness', 'hr.container_idleness'] loop
            if described.column_name not in ('identifiers', 'person_name') or view_name like 'hr.%' then
                execute format(
                    'comment on column %s.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
