-- What each person did in any period that reports are made for: of months and of all days together as the load keeps it,
-- of other periods summed from whole months and the days at their edges. Sums of double precision are taken in one
-- order, so that they come out the same to the last bit however rows lie.
set local role wh_owner;

create or replace view mart.agg_user_period as
with period as (
    select
        p.*,
        (date_trunc('month', (p.from_day - 1)::timestamp) + interval '1 month')::date as whole_from_day,
        date_trunc('month', p.to_day::timestamp)::date as whole_to_day
    from mart.dim_period p
)
select
    p.period_name, p.period_kind, p.from_day, p.to_day, m.user_id, m.component_name, m.source, m.first_seen_on,
    m.last_seen_on, m.active_day_count, m.first_active_on, m.last_active_on, m.running_seconds, m.observed_seconds,
    m.active_seconds, m.idle_seconds, m.cpu_core_seconds, m.cpu_allocated_core_seconds, m.submitted_job_count,
    m.visit_count, m.upload_count, m.commit_count
from period p
join mart.agg_user_month m on m.month = p.from_day
where p.period_kind = 'month'
union all
select p.period_name, p.period_kind, p.from_day, p.to_day, t.*
from period p
cross join mart.agg_user_total t
where p.period_kind = 'all'
union all
select p.period_name, p.period_kind, p.from_day, p.to_day, s.*
from period p
cross join lateral (
    select
        part.user_id, part.component_name, part.source,
        min(part.first_seen_on), max(part.last_seen_on), sum(part.active_day_count)::bigint,
        min(part.first_active_on), max(part.last_active_on),
        sum(part.running_seconds order by part.first_seen_on), sum(part.observed_seconds order by part.first_seen_on),
        sum(part.active_seconds order by part.first_seen_on), sum(part.idle_seconds order by part.first_seen_on),
        sum(part.cpu_core_seconds order by part.first_seen_on),
        sum(part.cpu_allocated_core_seconds order by part.first_seen_on),
        sum(part.submitted_job_count)::bigint, sum(part.visit_count)::bigint, sum(part.upload_count)::bigint,
        sum(part.commit_count)::bigint
    from (
        select
            m.user_id, m.component_name, m.source, m.first_seen_on, m.last_seen_on, m.active_day_count,
            m.first_active_on, m.last_active_on, m.running_seconds, m.observed_seconds, m.active_seconds,
            m.idle_seconds, m.cpu_core_seconds, m.cpu_allocated_core_seconds, m.submitted_job_count, m.visit_count,
            m.upload_count, m.commit_count
        from mart.agg_user_month m
        where m.month >= p.whole_from_day and m.month < p.whole_to_day
        union all
        select
            d.user_id, d.component_name, d.source, d.day, d.day, d.is_active::integer,
            case when d.is_active then d.day end, case when d.is_active then d.day end, d.running_seconds,
            d.observed_seconds, d.active_seconds, d.idle_seconds, d.cpu_core_seconds, d.cpu_allocated_core_seconds,
            d.submitted_job_count, d.visit_count, d.upload_count, d.commit_count
        from (
            values
                (p.from_day, least(p.whole_from_day, p.to_day)),
                (greatest(p.whole_to_day, least(p.whole_from_day, p.to_day)), p.to_day)
        ) edge(from_day, to_day)
        join mart.agg_user_day d on d.day >= edge.from_day and d.day < edge.to_day
    ) part
    group by part.user_id, part.component_name, part.source
) s
where p.period_kind not in ('month', 'all');

comment on view mart.agg_user_period is
    'Grain: one person x component x source x period of dim_period. Sums of agg_user_day: of months and of all data as '
    'agg_user_month and agg_user_total keep them, of other periods made when asked for, so name the period. People do not '
    'add up over components, sources or periods: count distinct user_id.';
comment on column mart.agg_user_period.period_name is 'Period, as in dim_period';
comment on column mart.agg_user_period.period_kind is
    'all, last_30_days, last_6_months, last_12_months, month, quarter or year';
comment on column mart.agg_user_period.from_day is 'First day of the period';
comment on column mart.agg_user_period.to_day is 'First day after the period: its last is to_day - 1';
comment on column mart.agg_user_period.user_id is
    'Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_user_period.component_name is 'As in agg_user_day';
comment on column mart.agg_user_period.source is 'Source system the row comes from';
comment on column mart.agg_user_period.first_seen_on is
    'First day of the period with a row in agg_user_day; of component containers, with one running';
comment on column mart.agg_user_period.last_seen_on is 'Last such day';
comment on column mart.agg_user_period.active_day_count is 'Days on which the person was active';
comment on column mart.agg_user_period.first_active_on is 'First of these; null = none';
comment on column mart.agg_user_period.last_active_on is 'Last of these; null = none';
comment on column mart.agg_user_period.running_seconds is 'Seconds their containers ran; null = no containers';
comment on column mart.agg_user_period.observed_seconds is 'Of these, observed; null = no containers';
comment on column mart.agg_user_period.active_seconds is 'Of these, not idle; null = no containers';
comment on column mart.agg_user_period.idle_seconds is 'Of these, idle; null = no containers';
comment on column mart.agg_user_period.cpu_core_seconds is
    'CPU time used, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_period.cpu_allocated_core_seconds is
    'CPU time kept from others, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_period.submitted_job_count is 'Jobs submitted; null = no scheduler';
comment on column mart.agg_user_period.visit_count is
    'Visits, their own items included and monitors apart; null = no content server';
comment on column mart.agg_user_period.upload_count is 'Bundles uploaded to items they own; null = no content server';
comment on column mart.agg_user_period.commit_count is 'Commits authored, merges apart; null = no repositories';
