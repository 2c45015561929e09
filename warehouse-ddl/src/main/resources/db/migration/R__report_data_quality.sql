-- What is missing from the published data, what was dropped, and why?
set local role wh_owner;

-- Reads the ledger, which readers do not: with the owner's rights, and only these columns.
create or replace function report.data_quality(from_day date, to_day date)
returns table (
    source text,
    endpoint text,
    kind text,
    subject text,
    reason text,
    finding_count bigint,
    day_count bigint,
    first_day date,
    last_day date)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    with finding as (
        select f.source, f.day, f.endpoint, f.kind, f.subject, f.reason, f.finding_count
        from ops.load_finding f
        union all
        -- What a day failed of may quote an answer, and so a name; sce status shows it to those who run the loads.
        select l.source, l.day, 'all', l.state || '_DAY', 'source',
            case l.state when 'FAILED' then 'failed; ./sce status says of what' else coalesce(l.message, 'no message') end,
            1
        from ops.load l
        where l.state in ('FAILED', 'LOST', 'STALE')
        union all
        select e.source, e.day, e.endpoint, e.state || '_DAY', 'endpoint', 'not observed', 1
        from ops.load_endpoint e
        where e.state in ('LOST', 'PENDING')
        union all
        select r.source, r.day, 'all', 'REMOVED', 'containers by the hour',
            'kept no longer (sce.retention.hour-facts-days); days are complete', 1
        from ops.removal r
        where r.subject = 'HOUR_FACTS'
        union all
        select f.source, f.day, 'all', 'FEW_ROWS', f.table_name,
            'less than a tenth of the rows of each of the same weekdays in the four weeks before',
            f.usual_count - f.row_count
        from ops.few_rows(from_day, to_day) f
        union all
        select f.source, f.day, 'all', 'INFERRED', 'people',
            'HR does not know whom the logins mean: service accounts, or people to be mapped', count(distinct f.user_id)
        from mart.fact_container_day f
        join mart.dim_user u using (user_key)
        where u.is_inferred and f.day >= $1 and f.day < $2
          and exists (select from mart.dim_user known where known.user_key > 0 and not known.is_inferred)
        group by f.source, f.day
        union all
        select f.source, f.day, 'all', 'COVERAGE', c.subject, c.reason, c.finding_count
        from (
            select
                d.source, d.day,
                sum(greatest(d.running_seconds - d.observed_seconds, 0))::bigint as unobserved_seconds,
                sum(d.unobserved_gap_count) as gaps,
                sum(d.missing_left_edge_count) as left_edges,
                sum(d.cpu_unknown_hours_count) as unknown_hours
            from mart.fact_container_day d
            where d.day >= $1 and d.day < $2
            group by d.source, d.day
        ) f
        cross join lateral (values
            ('container seconds', 'a container ran and no pair of CPU samples covers it', f.unobserved_seconds),
            ('CPU gaps', 'neighbouring CPU samples too far apart: their use is booked nowhere', f.gaps),
            ('CPU series starts', 'a series began without a known start: its use before that is unknown', f.left_edges),
            ('container hours', 'a container ran and its CPU use is unknown', f.unknown_hours)
        ) c(subject, reason, finding_count)
        where c.finding_count > 0
    )
    select
        source, endpoint, kind, subject,
        case
            when kind <> 'GAP' then reason
            when count(distinct day) = 1 then reason || '; absent on 1 day'
            else format('%s; absent on %s days', reason, count(distinct day))
        end,
        case when kind <> 'GAP' then sum(finding_count)::bigint end,
        count(distinct day), min(day), max(day)
    from finding
    where day >= $1 and day < $2
    group by source, endpoint, kind, subject, reason
$$;
comment on function report.data_quality(date, date) is
    'The report data_quality for any range of days: the first one, and the day after the last one.';

create or replace view report.data_quality as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.as_of_day, report.*
from mart.dim_period period
cross join lateral report.data_quality(period.from_day, period.to_day) report;

comment on view report.data_quality is
    'Grain: one period x source x endpoint x kind x subject x reason. No row = nothing missing that is known of.';
comment on column report.data_quality.period_name is 'Period, as in mart.dim_period';
comment on column report.data_quality.period_kind is
    'all, last_30_days, last_6_months, last_12_months, month, quarter or year';
comment on column report.data_quality.from_day is 'First day of the period';
comment on column report.data_quality.to_day is
    'First day after the period, which no longer belongs to it: its last day is to_day - 1. Unlike --to of sce run, '
    'which is the last day itself';
comment on column report.data_quality.as_of_day is 'Last published day of the warehouse';
comment on column report.data_quality.source is 'Source system';
comment on column report.data_quality.endpoint is 'Endpoint of the source; all = the source as a whole';
comment on column report.data_quality.kind is
    'GAP (the source does not offer it), DROP (records dropped), WARNING (the source warned), LOST, NOTE (as usual, only counted); FAILED_DAY, '
    'LOST_DAY, PENDING_DAY, STALE_DAY (days not there or to be rebuilt); REMOVED (kept no longer); FEW_ROWS (published with '
    'far fewer rows than usual: a quiet day, or a source that lost sight of something); INFERRED (used by people whom HR '
    'does not know); COVERAGE (measured only in part)';
comment on column report.data_quality.subject is 'What it is about: a metric, a field, a record, seconds';
comment on column report.data_quality.reason is 'Why';
comment on column report.data_quality.finding_count is 'Records, rows, days, seconds or people of a day concerned, as the subject says; null for a GAP, which is no number of things but of days: '
    'day_count';
comment on column report.data_quality.day_count is 'Days of the period on which it is so';
comment on column report.data_quality.first_day is 'First of them';
comment on column report.data_quality.last_day is 'Last of them';
