-- The invariants of the warehouse, checked on what stands in it.
set local role wh_owner;

create or replace function ops.verify_keys(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language plpgsql stable
as $$
declare
    reference record;
    wrong_count bigint;
    example text;
    checked_count integer := 0;
    has_wrong boolean := false;
begin
    for reference in
        select
            conrelid::regclass as from_table, a.attname as from_column,
            confrelid::regclass as to_table, b.attname as to_column,
            exists (select from pg_partitioned_table where partrelid = conrelid) as is_fact
        from pg_constraint
        join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
        join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
        where contype = 'f' and conparentid = 0 and connamespace = 'mart'::regnamespace
        order by 1, 2
    loop
        execute format(
            'select count(*), min(f.%2$I)::text from %1$s f where %5$s and f.%2$I is not null and not exists ('
                'select from %3$s d where d.%4$I = f.%2$I)',
            reference.from_table, reference.from_column, reference.to_table, reference.to_column,
            case when reference.is_fact then 'f.day >= $1 and f.day < $2' else 'true' end)
        into wrong_count, example using from_day, to_day;
        checked_count := checked_count + 1;
        if wrong_count > 0 then
            has_wrong := true;
            return query select * from ops.verdict(
                format('%s.%s has its members', reference.from_table, reference.from_column), wrong_count, example);
        end if;
    end loop;
    if not has_wrong then
        return query select 'keys have their members', checked_count > 0, format('%s columns checked', checked_count);
    end if;
end
$$;
comment on function ops.verify_keys(date, date) is
    'Keys of facts and dimensions that name no member: one row per column with such keys, or one row: all ok.';

create or replace function ops.verify_counts(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language plpgsql stable
as $$
declare
    fact record;
begin
    for fact in
        select relname from pg_class where relnamespace = 'mart'::regnamespace and relkind = 'p' order by 1
    loop
        return query execute format(
            'select v.* from ('
                'select count(*) as wrong_count, min(format(%3$L, source, day, stated, counted)) as example '
                'from (select source, day, count(*) as counted from mart.%1$I '
                      'where day >= $1 and day < $2 group by source, day) f '
                'full join (select t.source, t.day, case when r.subject is null then t.row_count else 0 end as stated '
                      'from ops.load_table t join ops.load using (source, day) '
                      'left join ops.removal r on r.source = t.source and r.day = t.day '
                          'and r.subject = %5$L and t.table_name = %6$L '
                      'where table_name = %2$L and published_at is not null and t.day >= $1 and t.day < $2) l '
                'using (source, day) '
                'where coalesce(stated, 0) <> coalesce(counted, 0)) c '
            'cross join lateral ops.verdict(%4$L, c.wrong_count, c.example) v',
            fact.relname, fact.relname, '%s %s: ledger says %s rows, table has %s', fact.relname || ' has its rows',
            'HOUR_FACTS', 'fact_container_hour')
        using from_day, to_day;
    end loop;
end
$$;
comment on function ops.verify_counts(date, date) is
    'Rows of each fact per source and day against those that the ledger says were published, less those that retention '
    'has removed.';

create or replace function ops.verify_jobs(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language sql stable
as $$
    with share as (
        select * from mart.fact_batch_job_day
        where day < $2
          and batch_job_key in (select batch_job_key from mart.fact_batch_job_day where day >= $1 and day < $2)
    ), loaded as (
        -- Days that follow each other have the same number.
        select source, day, day - (row_number() over (partition by source order by day))::integer as run_number
        from ops.load
        where published_at is not null
    ), summed as (
        select
            source, batch_job_key,
            min(day) filter (where is_started) as started_on,
            sum(wall_seconds) as wall_seconds,
            sum(cpu_allocated_core_seconds) as cpu_allocated_core_seconds,
            sum(gpu_seconds) as gpu_seconds,
            sum(node_seconds) as node_seconds
        from share
        group by source, batch_job_key
    ), wrong as (
        select 1 as place, 'attempts that ended are in both tables' as check_name, count(*) as wrong_count,
            min(format('attempt %s on %s', batch_job_key, day)) as example
        from (select day, batch_job_key, true as is_attempt from mart.fact_batch_job where day >= $1 and day < $2) job
        full join (
            select day, batch_job_key, true as is_share from share where day >= $1 and is_ended
        ) ended using (day, batch_job_key)
        where is_attempt is null or is_share is null
        union all
        select 2, 'attempts are submitted, started and ended once', count(*),
            min(format('attempt %s of job %s', attempt_number, job_id))
        from (
            select job_id, attempt_number
            from share
            group by source, compute_system_key, job_id, attempt_number
            having count(*) filter (where is_submitted) > (attempt_number = 1)::integer
                or count(*) filter (where is_started) > 1
                or count(*) filter (where is_ended) > 1
        ) repeated
        union all
        select 3, 'shares of attempts fit their days', count(*), min(format('attempt %s on %s', batch_job_key, day))
        from share
        where day >= $1
          and (wall_seconds > 25 * 3600
            or is_running <> (coalesce(wall_seconds, 0) > 0)
            or (not is_started and coalesce(wait_seconds, eligible_wait_seconds) is not null))
        union all
        -- Nodes may be told of later than their job, so that only its own time is sure to add up.
        select 4, 'shares of days sum to attempts', count(*),
            min(format('attempt %s, ended on %s', j.batch_job_key, j.day))
        from mart.fact_batch_job j
        join summed s using (source, batch_job_key)
        join loaded first_day on first_day.source = j.source and first_day.day = s.started_on
        join loaded last_day on last_day.source = j.source and last_day.day = j.day
        where j.day >= $1 and j.day < $2
          and first_day.run_number = last_day.run_number
          and not (
            ops.is_close(j.wall_seconds, s.wall_seconds)
            and (j.node_count > 1
                or (ops.is_close(j.cpu_allocated_core_seconds, s.cpu_allocated_core_seconds)
                    and ops.is_close(j.gpu_seconds, s.gpu_seconds)
                    and ops.is_close(j.node_seconds, s.node_seconds))))
    )
    select v.*
    from wrong w
    cross join lateral ops.verdict(w.check_name, w.wrong_count, w.example) v
    order by w.place
$$;
comment on function ops.verify_jobs(date, date) is
    'Attempts of batch jobs against their shares of days. Shares are summed where all days from the start of the '
    'attempt to its end are published.';

create or replace function ops.verify_user_aggregates(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language sql stable
as $$
    with wrong as (
        select 1 as place, 'days of people are the sums of their facts' as check_name, count(*) as wrong_count,
            min(format('user_id %s, %s, %s on %s', user_id, component_name, source, day)) as example
        from (select * from mart.agg_user_day where day >= $1 and day < $2) a
        full join ops.user_day_of_facts($1, $2) f using (day, user_id, component_name, source)
        where not (
            a.user_key is not distinct from f.user_key
            and a.is_active is not distinct from f.is_active
            and ops.is_close(a.running_seconds, f.running_seconds)
            and ops.is_close(a.observed_seconds, f.observed_seconds)
            and ops.is_close(a.active_seconds, f.active_seconds)
            and ops.is_close(a.idle_seconds, f.idle_seconds)
            and ops.is_close(a.cpu_core_seconds, f.cpu_core_seconds)
            and ops.is_close(a.cpu_allocated_core_seconds, f.cpu_allocated_core_seconds)
            and a.submitted_job_count is not distinct from f.submitted_job_count
            and a.visit_count is not distinct from f.visit_count
            and a.upload_count is not distinct from f.upload_count
            and a.commit_count is not distinct from f.commit_count)
        union all
        select 2, 'periods of people are the sums of their days', count(*),
            min(format(
                'user_id %s, %s, %s in %s', user_id, component_name, source,
                case when isfinite(month) then to_char(month, 'YYYY-MM') else 'all' end))
        from (
            select * from mart.agg_user_month
            union all
            select '-infinity', t.* from mart.agg_user_total t
        ) a
        full join (
            select * from ops.user_month_of_days('-infinity', 'infinity', null, null)
            union all
            select '-infinity', t.* from ops.user_total_of_months(null, null) t
        ) d using (month, user_id, component_name, source)
        where not (
            a.first_seen_on is not distinct from d.first_seen_on
            and a.last_seen_on is not distinct from d.last_seen_on
            and a.active_day_count is not distinct from d.active_day_count
            and a.first_active_on is not distinct from d.first_active_on
            and a.last_active_on is not distinct from d.last_active_on
            and ops.is_close(a.running_seconds, d.running_seconds)
            and ops.is_close(a.observed_seconds, d.observed_seconds)
            and ops.is_close(a.active_seconds, d.active_seconds)
            and ops.is_close(a.idle_seconds, d.idle_seconds)
            and ops.is_close(a.cpu_core_seconds, d.cpu_core_seconds)
            and ops.is_close(a.cpu_allocated_core_seconds, d.cpu_allocated_core_seconds)
            and a.submitted_job_count is not distinct from d.submitted_job_count
            and a.visit_count is not distinct from d.visit_count
            and a.upload_count is not distinct from d.upload_count
            and a.commit_count is not distinct from d.commit_count)
    )
    select v.*
    from wrong w
    cross join lateral ops.verdict(w.check_name, w.wrong_count, w.example) v
    order by w.place
$$;
comment on function ops.verify_user_aggregates(date, date) is
    'The aggregates of people against their facts of these days, and their months and totals against all their days.';

create or replace function ops.verify(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language sql stable
as $$
    with hours as (
        select
            day, container_key,
            sum(running_seconds) as running_seconds,
            sum(observed_seconds) as observed_seconds,
            sum(cpu_core_seconds) as cpu_core_seconds,
            sum(cpu_allocated_core_seconds) as cpu_allocated_core_seconds,
            sum(cpu_idle_allocated_core_seconds) as cpu_idle_allocated_core_seconds,
            sum(memory_byte_seconds) as memory_byte_seconds,
            sum(idle_seconds) as idle_seconds,
            count(*) - count(distinct hour_at) as duplicate_count
        from mart.fact_container_hour
        where day >= $1 and day < $2
        group by day, container_key
    ), wrong as (
        select 1 as place, 'hours sum to days' as check_name, count(*) as wrong_count,
            min(format('container %s on %s', container_key, day)) as example
        from hours h
        full join (
            select * from mart.fact_container_day f
            where day >= $1 and day < $2 and not exists (
                select from ops.removal r
                where r.source = f.source and r.day = f.day and r.subject = 'HOUR_FACTS')
        ) d using (day, container_key)
        where not (
            ops.is_close(h.running_seconds, d.running_seconds)
            and ops.is_close(h.observed_seconds, d.observed_seconds)
            and ops.is_close(h.cpu_core_seconds, d.cpu_core_seconds)
            and ops.is_close(h.cpu_allocated_core_seconds, d.cpu_allocated_core_seconds)
            and ops.is_close(h.cpu_idle_allocated_core_seconds, d.cpu_idle_allocated_core_seconds)
            and ops.is_close(h.memory_byte_seconds, d.memory_byte_seconds)
            and ops.is_close(h.idle_seconds, d.idle_seconds))
        union all
        select 2, 'hours have no duplicates', count(*), min(format('container %s on %s', container_key, day))
        from hours
        where duplicate_count > 0
        union all
        select 3, 'bands sum to observed', count(*), min(format('container %s on %s', container_key, day))
        from mart.fact_container_day
        where day >= $1 and day < $2
          and not (
            ops.is_close(
                observed_seconds,
                band_0_seconds + band_1_seconds + band_2_seconds + band_3_seconds + band_4_seconds + band_5_seconds
                    + band_6_seconds)
            and ops.is_close(observed_seconds, idle_seconds + active_seconds))
        union all
        select 4, 'bands of hours sum to observed', count(*), min(format('container %s at %s', container_key, hour_at))
        from mart.fact_container_hour
        where day >= $1 and day < $2
          and not (
            ops.is_close(
                observed_seconds,
                band_0_seconds + band_1_seconds + band_2_seconds + band_3_seconds + band_4_seconds + band_5_seconds
                    + band_6_seconds)
            and ops.is_close(observed_seconds, idle_seconds + active_seconds))
        union all
        select 5, 'kinds sum to the cluster''s CPU', count(*),
            min(format('cluster %s on %s: %s against %s', cluster_name, day, of_containers, of_cluster))
        from (
            select c.day, s.cluster_name, c.source, sum(c.container_cpu_core_seconds) as of_cluster
            from mart.fact_capacity_day c
            join mart.dim_compute_system s using (compute_system_key)
            where c.day >= $1 and c.day < $2 and c.container_cpu_core_seconds is not null
            group by c.day, s.cluster_name, c.source
        ) cluster
        left join (
            select f.day, s.cluster_name, f.source, sum(f.cpu_core_seconds) as of_containers
            from mart.fact_container_day f
            join mart.dim_compute_system s using (compute_system_key)
            where f.day >= $1 and f.day < $2
            group by f.day, s.cluster_name, f.source
        ) containers using (day, cluster_name, source)
        where not ops.is_close(of_cluster, coalesce(of_containers, 0))
        union all
        select 6, 'each person has one current version', count(*), min(format('user_id %s', user_id))
        from (
            select user_id
            from (
                select user_id, is_current, is_current <> (valid_to = '9999-12-31')
                    or valid_to <> lead(valid_from, 1, date '9999-12-31') over (
                        partition by user_id order by valid_from) as has_gap
                from mart.dim_user
            ) version
            group by user_id
            having count(*) filter (where is_current) <> 1 or bool_or(has_gap)
        ) person
        union all
        select 7, 'people as they are now are their current versions', count(*), min(format('user_id %s', user_id))
        from (select to_jsonb(u) - array['user_key', 'valid_from', 'valid_to', 'is_current'] as person, user_id
            from mart.dim_user u where is_current) version
        full join (select to_jsonb(n) as person, user_id from mart.dim_user_now n) now using (user_id)
        where version.person is distinct from now.person
        union all
        select 10, 'commits and pipelines sum to their repositories', count(*),
            min(format('repository %s on %s', repository_key, day))
        from (
            select
                day, repository_key, sum(commit_count) as commit_count, sum(merge_commit_count) as merge_count,
                sum(added_line_count) as added_count, sum(deleted_line_count) as deleted_count
            from mart.fact_commit_day
            where day >= $1 and day < $2
            group by day, repository_key
        ) c
        full join (
            select
                day, repository_key, count(*) as pipeline_count,
                count(*) filter (where outcome = 'failed') as failed_count, sum(job_seconds) as job_seconds
            from mart.fact_pipeline
            where day >= $1 and day < $2
            group by day, repository_key
        ) p using (day, repository_key)
        full join (select * from mart.fact_repository_day where day >= $1 and day < $2) r using (day, repository_key)
        where not (
            coalesce(c.commit_count, 0) is not distinct from r.commit_count
            and coalesce(c.merge_count, 0) is not distinct from r.merge_commit_count
            and c.added_count is not distinct from r.added_line_count
            and c.deleted_count is not distinct from r.deleted_line_count
            and coalesce(p.pipeline_count, 0) is not distinct from r.pipeline_count
            and coalesce(p.failed_count, 0) is not distinct from r.failed_pipeline_count
            and ops.is_close(coalesce(p.job_seconds, 0), r.job_seconds))
        union all
        select 11, 'each repository has one current version', count(*), min(format('repository_id %s', repository_id))
        from (
            select repository_id
            from (
                select repository_id, is_current, is_current <> (valid_to = '9999-12-31')
                    or valid_to <> lead(valid_from, 1, date '9999-12-31') over (
                        partition by repository_id order by valid_from) as has_gap
                from mart.dim_repository
            ) version
            group by repository_id
            having count(*) filter (where is_current) <> 1 or bool_or(has_gap)
        ) repository
    ), stated as (
        select w.place, v.check_name, v.is_ok, v.detail
        from wrong w
        cross join lateral ops.verdict(w.check_name, w.wrong_count, w.example) v
        union all
        select 8, v.* from ops.verify_jobs($1, $2) v
        union all
        select 9, v.* from ops.verify_counts($1, $2) v
        union all
        select 10, v.* from ops.verify_keys($1, $2) v
        union all
        select 11, v.* from ops.verify_user_aggregates($1, $2) v
        union all
        select 12, v.* from ops.verify_months($1, $2) v
        union all
        select 13, v.* from ops.verify_people($1, $2) v
        union all
        select 14, v.* from ops.verify_visits($1, $2) v
        union all
        select 15, v.* from ops.verify_measures($1, $2) v
    )
    select check_name, is_ok, detail from stated order by place, check_name
$$;
comment on function ops.verify(date, date) is
    'Checks every invariant that can be seen in the warehouse, from the first day to the day before the second: one '
    'row per check, with what is wrong and an example. The warehouse is right where all are ok.';

create or replace function ops.verify() returns table (check_name text, is_ok boolean, detail text)
language sql stable
as $$
    select check_name, is_ok, detail from ops.verify('-infinity', 'infinity')
$$;
comment on function ops.verify() is 'ops.verify(date, date) for all days.';
