-- How far does each source reach, and is anything late or missing?
set local role wh_owner;

create or replace view report.data_freshness as
with clock as (
    select
        coalesce((select zone from ops.installation), 'UTC') as reporting_zone,
        (now() at time zone coalesce((select zone from ops.installation), 'UTC'))::date - 1 as yesterday
), reach as (
    select
        e.source, e.endpoint,
        (array_agg(e.kind order by e.day desc))[1] as kind,
        (array_agg(l.state order by e.day desc))[1] as last_state,
        max(e.day) filter (where e.state = 'OBSERVED' and l.published_at is not null) as last_complete_day,
        min(e.day) filter (where e.state = 'OBSERVED') as first_observed_day,
        max(e.day) filter (where e.state = 'OBSERVED') as last_observed_day,
        count(*) filter (where e.state = 'OBSERVED') as observed_day_count,
        count(*) filter (where e.state = 'OBSERVED' and l.published_at is not null) as complete_day_count,
        count(*) filter (where e.state = 'LOST') as lost_day_count,
        count(*) filter (where e.state = 'PENDING') as pending_day_count,
        count(*) filter (where e.state = 'NOT_EXPECTED') as not_expected_day_count,
        max(l.published_at) as last_published_at
    from ops.load_endpoint e
    left join ops.load l using (source, day)
    group by e.source, e.endpoint
), missing_day as materialized (
    select d.source, d.day
    from ops.source_day(now()) d
    where d.is_missing
), missing as (
    select source, count(*) as missing_day_count
    from missing_day
    group by source
)
select
    r.source, r.endpoint, r.kind,
    r.last_complete_day,
    c.yesterday - r.last_complete_day as lag_days,
    r.first_observed_day, r.last_observed_day,
    r.observed_day_count, r.complete_day_count, r.lost_day_count, r.pending_day_count, r.not_expected_day_count,
    coalesce(m.missing_day_count, 0) as missing_day_count,
    r.last_state, r.last_published_at, c.reporting_zone,
    coalesce(h.hole_day_count, 0) as hole_day_count
from reach r
cross join clock c
left join missing m using (source)
cross join lateral (
    select count(*) as hole_day_count
    from missing_day d
    where d.source = r.source and d.day < r.last_complete_day
) h;

comment on view report.data_freshness is
    'Grain: one source x endpoint. Days are days of the reporting zone; yesterday is the last that can be complete.';
comment on column report.data_freshness.source is 'Source system';
comment on column report.data_freshness.endpoint is 'Endpoint of the source';
comment on column report.data_freshness.kind is
    'EVENT (asked by time window), AS_OF (answers for a past date) or SNAPSHOT (answers only as of now)';
comment on column report.data_freshness.last_complete_day is 'Last day observed and published; null = none';
comment on column report.data_freshness.lag_days is
    'Days between it and yesterday; 0 = up to date, null = nothing complete';
comment on column report.data_freshness.first_observed_day is 'How far back history reaches; null = nothing observed';
comment on column report.data_freshness.last_observed_day is 'Last day whose raw data is there; null = none';
comment on column report.data_freshness.observed_day_count is 'Days whose raw data is there';
comment on column report.data_freshness.complete_day_count is 'Days observed and published';
comment on column report.data_freshness.lost_day_count is 'Days the source can no longer answer for';
comment on column report.data_freshness.pending_day_count is 'Days planned and not yet observed';
comment on column report.data_freshness.not_expected_day_count is 'Days on which nothing was to be expected';
comment on column report.data_freshness.missing_day_count is
    'Days of the source from its first to the last due one that are not published, and neither lost nor not expected';
comment on column report.data_freshness.last_state is 'State of the source''s last day in the ledger';
comment on column report.data_freshness.last_published_at is
    'When a day of the source was last published; null = never';
comment on column report.data_freshness.reporting_zone is 'Zone that the days are of';
comment on column report.data_freshness.hole_day_count is
    'Of the missing days, those before the last complete one: later days are there, and do not show that they lack';
