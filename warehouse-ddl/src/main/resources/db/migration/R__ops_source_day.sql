-- What became of every day that a source is to have: the one definition of "missing".
set local role wh_owner;

create or replace function ops.source_day(as_of timestamptz)
returns table (source text, day date, state text, is_missing boolean, message text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    with collected as (
        select
            l.source,
            min(l.day) filter (
                where l.state = 'PUBLISHED' or l.extracted_at is not null or l.published_at is not null) as first_day
        from ops.load l
        group by l.source
    ), span as (
        select
            source,
            coalesce(s.first_day, c.first_day) as first_day,
            (as_of - make_interval(secs => coalesce(s.edge_seconds, 0))) at time zone
                coalesce((select i.zone from ops.installation i), 'UTC') as due_at
        from ops.source s
        full join collected c using (source)
    ), expected as (
        select span.source, expected_day::date as day
        from span
        cross join lateral generate_series(
            span.first_day::timestamp, span.due_at::date - interval '1 day', interval '1 day') expected_day
    )
    select
        source,
        day,
        case when l.state is null or l.state = 'PENDING' then 'MISSING' else l.state end,
        coalesce(l.state, 'PENDING') in ('PENDING', 'RUNNING', 'FAILED') and l.published_at is null,
        l.message
    from expected
    full join ops.load l using (source, day)
$$;
comment on function ops.source_day(timestamptz) is
    'Every day of every source from the first planned to the last due at that instant, and each other that the ledger '
    'knows. A day is missing if its rows do not stand and it is neither lost nor not expected: what nightly loads.';
grant execute on function ops.source_day(timestamptz) to bi_reader, bi_hr;
