-- Makes two years of the days that a demo has loaded, by copying them: each day before them gets the rows of
-- one of them.
-- Visits, runs and sign-ins, whose history is longer, repeat after 52 weeks. Every 30 days other containers run.
-- Days are written one after the other, as nights write them: a day's rows lie together.
-- Hour rows are not copied: no report reads them, and 43 million of them take an hour and 13 GB.
set synchronous_commit = off;
set session_replication_role = replica;

create temporary table copied as
with base as (
    select
        (select min(day) from ops.load where source = 'prometheus' and published_at is not null) as from_day,
        (select max(day) from (
            select day from ops.load
            where source in ('prometheus', 'connect', 'gitlab', 'aws_batch') and published_at is not null
            group by day having count(*) = 4) complete) as last_day,
        (select min(day) from ops.load where published_at is not null) as history_from_day
)
select
    target::date as day,
    b.from_day + (target::date - b.from_day + 7300 * n.days) % n.days as template_day,
    target::date + 364 * ceil((b.history_from_day - target::date) / 364.0)::integer as history_template_day,
    ceil((b.from_day - target::date) / 30.0)::integer as block
from base b
cross join lateral (select b.last_day - b.from_day + 1 as days) n
cross join generate_series(b.last_day - 729, b.from_day - 1, interval '1 day') target;

-- A night that was not run to its end is none.
delete from ops.load where day > (select max(template_day) from copied);
delete from ops.load_table where day > (select max(template_day) from copied);
delete from ops.load_endpoint where day > (select max(template_day) from copied);

select ops.ensure_partitions(min(day), max(template_day)) as partitions_made from copied;

do $$
declare
    fact record;
    is_history boolean;
    selected text;
    named text;
    made bigint;
begin
    for fact in
        select oid, relname from pg_class
        where relnamespace = 'mart'::regnamespace and relkind = 'p' order by relname
    loop
        execute format('delete from mart.%I where day > (select max(template_day) from copied)', fact.relname);
        continue when fact.relname = 'fact_container_hour';
        is_history := fact.relname in ('fact_content_visit', 'fact_content_run', 'fact_audit_day');
        select
            string_agg(quote_ident(a.attname), ', ' order by a.attnum),
            string_agg(
                case
                    when a.attname = 'day' then 'c.day'
                    when a.attname = 'container_key' then 'f.container_key + c.block'
                    when a.attname in ('visit_key', 'run_key', 'pipeline_key', 'batch_job_key')
                        then format('f.%I + (f.day - c.day)', a.attname)
                    when a.atttypid = 'timestamptz'::regtype
                        then format('f.%I - (f.day - c.day) * interval ''1 day''', a.attname)
                    else format('f.%I', a.attname)
                end, ', ' order by a.attnum)
        into named, selected
        from pg_attribute a
        where a.attrelid = fact.oid and a.attnum > 0 and not a.attisdropped;
        execute format(
            'insert into mart.%1$I (%2$s) select %3$s from copied c join mart.%1$I f on f.day = c.%4$s '
            'order by c.day on conflict do nothing',
            fact.relname, named, selected, case when is_history then 'history_template_day' else 'template_day' end);
        get diagnostics made = row_count;
        raise notice '% % rows', fact.relname, made;
    end loop;
end
$$;

insert into mart.dim_container
select (jsonb_populate_record(c, jsonb_build_object(
    'container_key', c.container_key + b.block,
    'container_id', c.container_id || '~' || b.block,
    'created_at', c.created_at - b.block * interval '30 days',
    'started_at', c.started_at - b.block * interval '30 days',
    'ended_at', c.ended_at - b.block * interval '30 days',
    'last_active_on', c.last_active_on - b.block * 30,
    'first_seen_on', c.first_seen_on - b.block * 30,
    'last_seen_on', c.last_seen_on - b.block * 30))).*
from (select distinct block from copied where block > 0) b
cross join mart.dim_container c
where c.container_key in (
    select container_key from mart.fact_container_day where day >= (select min(template_day) from copied))
on conflict do nothing;

-- What holds since the first day held before, since a different day each.
update mart.bridge_repository_package
set valid_from = valid_from - (hashtext(repository_id || ' ' || package_key) & 1023) % 700;
update mart.bridge_repository_language set valid_from = valid_from - 729;
update mart.dim_repository set valid_from = valid_from - 729 where repository_key > 0;
update mart.dim_package set first_seen_on = first_seen_on - 729 where package_key > 0;
update mart.dim_image set first_seen_on = first_seen_on - 729 where image_key > 0;

insert into ops.load
select (jsonb_populate_record(l, jsonb_build_object('day', c.day))).*
from copied c join ops.load l on l.day = c.template_day
on conflict do nothing;
insert into ops.load_table
select (jsonb_populate_record(t, jsonb_build_object('day', c.day))).*
from copied c join ops.load_table t on t.day = c.template_day
on conflict do nothing;
insert into ops.load_endpoint
select (jsonb_populate_record(e, jsonb_build_object('day', c.day))).*
from copied c join ops.load_endpoint e on e.day = c.template_day
on conflict do nothing;
insert into ops.load_finding
select f.source, c.day, f.endpoint, f.kind, f.subject, f.reason, f.finding_count
from copied c join ops.load_finding f on f.day = c.template_day;

select ops.rewrite_user_aggregates();
reset session_replication_role;
reset synchronous_commit;
