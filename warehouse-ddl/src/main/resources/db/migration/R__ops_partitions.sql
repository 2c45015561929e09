-- Monthly partitions of the facts: made ahead by the load, which owns none of them.
set local role wh_owner;

create or replace function ops.missing_partition(from_day date, to_day date)
returns table (fact_name name, partition_name text, month_from date, month_to date)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select
        fact.relname,
        fact.relname || to_char(month, '"_y"YYYY"m"MM'),
        month::date,
        (month + interval '1 month')::date
    from pg_class fact
    cross join generate_series(date_trunc('month', from_day::timestamp), to_day, interval '1 month') month
    where fact.relnamespace = 'mart'::regnamespace
      and fact.relkind = 'p'
      -- Not to_regclass: its cache may not know yet what another session has made while this one waited for it.
      and not exists (
          select from pg_class part
          where part.relnamespace = 'mart_parts'::regnamespace
            and part.relname = fact.relname || to_char(month, '"_y"YYYY"m"MM'))
$$;
comment on function ops.missing_partition(date, date) is
    'Partitions of all facts that the months from the first to the second day, both included, still lack.';

-- A table made apart and attached: CREATE TABLE ... PARTITION OF would wait for every reader of the fact, and make
-- every later reader wait with it.
create or replace function ops.ensure_partitions(from_day date, to_day date) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    missing record;
    made integer := 0;
begin
    if from_day > to_day or from_day < date '2015-01-01' or to_day > date '2040-12-31' then
        raise exception 'partitions can be made for days of mart.dim_date (2015 to 2040), not for % to %',
            from_day, to_day using errcode = 'invalid_parameter_value';
    end if;
    if not exists (select from ops.missing_partition(from_day, to_day)) then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtext('ops.ensure_partitions'));
    for missing in select * from ops.missing_partition(from_day, to_day) loop
        execute format(
            'create table mart_parts.%I (like mart.%I including all)', missing.partition_name, missing.fact_name);
        execute format(
            'comment on table mart_parts.%I is %L',
            missing.partition_name,
            format('Rows of mart.%s of %s.', missing.fact_name, to_char(missing.month_from, 'YYYY-MM')));
        execute format(
            'alter table mart.%I attach partition mart_parts.%I for values from (%L) to (%L)',
            missing.fact_name, missing.partition_name, missing.month_from, missing.month_to);
        made := made + 1;
    end loop;
    return made;
end
$$;
comment on function ops.ensure_partitions(date, date) is
    'Makes the partitions mart_parts.<fact>_yYYYYmMM of every fact for the months from the first to the second day, '
    'both included; answers how many were missing. Blocks no reader; call it in a short transaction of its own, '
    'since it keeps other loads from adding members until it commits.';

drop function if exists ops.analyze_facts(date, date);

-- Measures are what is summed, and hardly ever what rows are chosen by; they are most of the columns, and autovacuum
-- looks at them at leisure.
create or replace function ops.columns_worth_statistics(of_table oid) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(quote_ident(attname), ', ' order by attnum)
    from pg_attribute
    where attrelid = of_table and attnum > 0 and not attisdropped and atttypid <> 'double precision'::regtype
$$;
comment on function ops.columns_worth_statistics(oid) is
    'The columns of a table by which rows are chosen, joined or grouped: all but measures in double precision.';

create or replace function ops.analyze_facts(from_day date, to_day date, of_tables text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    part record;
    is_only_known constant boolean := current_setting('server_version_num')::integer >= 180000;
begin
    for part in
        select child.oid::regclass as name, ops.columns_worth_statistics(child.oid) as columns
        from pg_inherits
        join pg_class child on child.oid = inhrelid
        join pg_class fact on fact.oid = inhparent
        where child.relnamespace = 'mart_parts'::regnamespace
          and right(child.relname, 8) between to_char(from_day, '"y"YYYY"m"MM') and to_char(to_day, '"y"YYYY"m"MM')
          and child.relkind = 'r' and fact.relname = any(of_tables)
          -- Three tenths more change no plan; what has changed in place is for autovacuum to notice.
          and (pg_relation_size(child.oid) > 1.3 * child.relpages * current_setting('block_size')::bigint
              or coalesce(
                  pg_stat_get_last_analyze_time(child.oid), pg_stat_get_last_autoanalyze_time(child.oid)) is null)
    loop
        execute format('analyze %s (%s)', part.name, part.columns);
    end loop;
    if not is_only_known then
        return;
    end if;
    -- Of a fact as a whole, too, and its statistics are read from all months.
    for part in
        select fact.oid::regclass as name, ops.columns_worth_statistics(fact.oid) as columns
        from pg_class fact
        join pg_inherits on inhparent = fact.oid
        join pg_class child on child.oid = inhrelid
        where fact.relnamespace = 'mart'::regnamespace and fact.relkind = 'p' and fact.relname = any(of_tables)
        group by fact.oid, fact.reltuples
        having sum(greatest(child.reltuples, 0)) > 1.3 * greatest(fact.reltuples, 0)
    loop
        execute format('analyze only %s (%s)', part.name, part.columns);
    end loop;
end
$$;
comment on function ops.analyze_facts(date, date, text[]) is
    'Gathers planner statistics of these facts'' partitions of these months and, from PostgreSQL 18, of those facts as '
    'a whole, where they have grown by three tenths. The loader cannot do it itself: it does not own the tables.';

create or replace function ops.analyze_members() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    grown record;
begin
    for grown in
        select oid::regclass as name, ops.columns_worth_statistics(oid) as columns
        from pg_class
        where relnamespace in ('mart'::regnamespace, 'hr'::regnamespace) and relkind = 'r'
          and pg_relation_size(oid) > 1.3 * relpages * current_setting('block_size')::bigint
    loop
        execute format('analyze %s (%s)', grown.name, grown.columns);
    end loop;
end
$$;
comment on function ops.analyze_members() is
    'Gathers planner statistics of dimensions, identities and aggregates that have grown by three tenths: who asks '
    'a report right after the first night would wait for minutes if autovacuum had not been there yet.';
