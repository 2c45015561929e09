-- What reports share: settings, loaded days, periods, prices, and the rule that hides small groups.
set local role wh_owner;

create or replace view report.setting as
select
    idle_threshold_cores, active_minutes, smallest_group_people, illustrative_core_hour_usd, frequency_days,
    retention_days, assumed_utilisation_ratio, coalesce((select zone from ops.installation), 'UTC') as reporting_zone
from ops.report_setting;
comment on view report.setting is 'Grain: the one set of settings that reports use; each report prints those it used.';
comment on column report.setting.idle_threshold_cores is
    'Cores below which a container idles; a site may set others by IDE';
comment on column report.setting.active_minutes is 'Minutes of active time that make a day an active day';
comment on column report.setting.smallest_group_people is 'Groups with fewer people are joined to the group Other';
comment on column report.setting.illustrative_core_hour_usd is
    'Price of a core hour in USD where mart.dim_rate has none for the day';
comment on column report.setting.frequency_days is
    'Which days the frequency of use counts: calendar or working (sce.frequency.days)';
comment on column report.setting.retention_days is
    'Days after the last modification when content is due for removal (sce.reports.retention-days)';
comment on column report.setting.assumed_utilisation_ratio is
    'Utilisation that energy is reckoned with where CPU use is unknown (sce.reports.assumed-utilisation)';
comment on column report.setting.reporting_zone is 'Zone whose days are reported (sce.zone)';

create or replace view report.loaded_day as
select t.table_name, l.source, l.day, t.row_count, l.published_at
from ops.load l
join ops.load_table t using (source, day)
where l.published_at is not null;
comment on view report.loaded_day is
    'Grain: one table x source x day that is published. A day that is not here is unknown, not empty.';
comment on column report.loaded_day.table_name is 'Table, without schema';
comment on column report.loaded_day.source is 'Source system';
comment on column report.loaded_day.day is 'Day of the reporting zone';
comment on column report.loaded_day.row_count is 'Rows of that source and day; 0 = asked and empty';
comment on column report.loaded_day.published_at is 'When these rows were published';

create or replace view mart.dim_period as
with published as (
    select min(day) as first_day, max(day) as last_day
    from ops.load
    where published_at is not null
    having count(*) > 0
), period as (
    select 1 as sort_number, 'all data' as period_name, 'all' as period_kind, first_day as from_day,
        last_day + 1 as to_day
    from published
    union all
    select 2, 'last 30 days', 'last_30_days', last_day - 29, last_day + 1 from published
    union all
    select 3, 'last 6 months', 'last_6_months', (last_day + 1 - interval '6 months')::date, last_day + 1 from published
    union all
    select 4, 'last 12 months', 'last_12_months', (last_day + 1 - interval '12 months')::date, last_day + 1
    from published
    union all
    select 5, to_char(start, 'YYYY-MM'), 'month', start::date, (start + interval '1 month')::date
    from published, generate_series(date_trunc('month', first_day::timestamp), last_day, interval '1 month') start
    union all
    select 6, to_char(start, 'YYYY"-Q"Q'), 'quarter', start::date, (start + interval '3 months')::date
    from published, generate_series(date_trunc('quarter', first_day::timestamp), last_day, interval '3 months') start
    union all
    select 7, to_char(start, 'YYYY'), 'year', start::date, (start + interval '1 year')::date
    from published, generate_series(date_trunc('year', first_day::timestamp), last_day, interval '1 year') start
)
select
    period_name, period_kind, from_day, to_day,
    from_day >= first_day and to_day <= last_day + 1 as is_complete,
    last_day as as_of_day,
    (row_number() over (order by sort_number, from_day))::integer as sort_number
from period, published;
comment on view mart.dim_period is
    'Grain: one period that reports are made for; relative ones end with the last published day. Counts of people and '
    'containers do not add up over periods: choose one.';
comment on column mart.dim_period.period_name is 'all data, last 30 days, last 6 months, 2026-08, 2026-Q3, 2026 ...';
comment on column mart.dim_period.period_kind is
    'all, last_30_days, last_6_months, last_12_months, month, quarter or year';
comment on column mart.dim_period.from_day is 'First day';
comment on column mart.dim_period.to_day is
    'First day after the period, which no longer belongs to it: its last day is to_day - 1. Unlike --to of sce run, '
    'which is the last day itself';
comment on column mart.dim_period.is_complete is
    'Whether the loaded days, of whatever source, reach over the whole period; a report''s loaded_day_count says how many '
    'of them are loaded of what it is about';
comment on column mart.dim_period.as_of_day is 'Last published day of the warehouse';
comment on column mart.dim_period.sort_number is 'Order for lists: relative periods, then months, quarters and years';

create or replace function report.listed_rate() returns setof mart.dim_rate
language sql stable
as $$
    select r.* from mart.dim_rate r where r.last_seen_on = (select max(last_seen_on) from mart.dim_rate)
$$;
comment on function report.listed_rate() is
    'Prices that the last list of them has: what it no longer says is no longer so, for past days too.';

create or replace function report.rate_place(of_rate text, of_compute_system text) returns integer
language sql immutable
as $$
    select case $1 when $2 then 1 when '*' then 3 else 2 end
$$;
comment on function report.rate_place(text, text) is
    'Which of several prices of a resource counts: 1 = the compute system''s own, 2 = that of its cluster or account, '
    '3 = that of any.';

create or replace function report.core_hour_rate(on_day date, on_compute_system_key bigint)
returns table (amount_usd numeric, rate_kind text)
language sql stable
as $$
    select amount_usd, rate_kind
    from (
        select
            r.amount_usd, r.rate_kind, report.rate_place(r.compute_system_name, s.compute_system_name) as place,
            r.valid_from, true as is_loaded
        from report.listed_rate() r
        join mart.dim_compute_system s on s.compute_system_key = on_compute_system_key
        where r.resource_name = 'core_hour'
          and r.rate_kind in ('billed', 'illustrative')
          and r.compute_system_name in (s.compute_system_name, s.cluster_name, '*')
          and r.valid_from <= on_day and on_day < r.valid_to
        union all
        select illustrative_core_hour_usd, 'illustrative', 3, null, false
        from report.setting
    ) candidate
    order by is_loaded desc, rate_kind = 'billed' desc, place, valid_from desc, amount_usd
    limit 1
$$;
comment on function report.core_hour_rate(date, bigint) is
    'Price in USD of a core hour of a compute system on a day: billed before illustrative, its own before its '
    'cluster''s before that of any system, of those the one that begins last, and the illustrative default where none '
    'is loaded. Always one row.';

create or replace function report.small_group(label_per_person text[])
returns table (label text)
language sql stable
as $$
    select label
    from (
        select
            label, people,
            coalesce(sum(people) over (
                order by people, label rows between unbounded preceding and 1 preceding), 0) as people_in_smaller_groups
        from (select label, count(*) as people from unnest(label_per_person) label group by label) sized
    ) ranked
    cross join report.setting
    where people < smallest_group_people
       or (people_in_smaller_groups > 0 and people_in_smaller_groups < smallest_group_people)
$$;
comment on function report.small_group(text[]) is
    'Given one label per person, the labels that a report shows as Other: those of too few people, and the next '
    'smallest too where these together are still too few.';

create or replace function report.folded_person(person_ids bigint[], on_day date)
returns table (user_id bigint, pseudonym text, is_platform_team boolean, department_name text)
language sql stable
as $$
    with person as (
        select
            u.user_id, u.pseudonym, u.is_platform_team,
            coalesce(u.department_name, 'Unknown') as department_name
        from mart.dim_user u
        where u.user_id = any (person_ids) and u.valid_from < on_day and least(on_day, '9999-12-31') <= u.valid_to
    ), small_department as (
        select label from report.small_group(array(select department_name from person where user_id > 0))
    )
    select
        user_id, pseudonym, is_platform_team,
        case when department_name in (table small_department) and user_id > 0 then 'Other' else department_name end
    from person
$$;
comment on function report.folded_person(bigint[], date) is
    'The people of these ids as they were before a day, the end of a period, with departments of too few of them '
    'folded into Other. Nobody, id 0, is never folded.';

create or replace function report.loaded_days(of_table_name text, from_day date, to_day date)
returns table (loaded_day_count bigint, as_of_day date)
language sql stable rows 1
-- With a setting of its own it is called once and not put into the query, where it might be counted again for each row.
set plan_cache_mode = force_custom_plan
as $$
    select count(distinct day), max(day)
    from report.loaded_day
    where table_name = of_table_name and day >= from_day and day < to_day
$$;
comment on function report.loaded_days(text, date, date) is
    'How many days of a table are loaded from the first day to the day before the second, and the last of them. '
    'Always one row.';

create or replace function report.local_day(at_time timestamptz) returns date
language sql stable
as $$
    select (at_time at time zone reporting_zone)::date from report.setting
$$;
comment on function report.local_day(timestamptz) is 'Day of the reporting zone in which a moment lies.';

drop function if exists report.component_day();

create or replace function report.component_day(from_day date, to_day date)
returns table (component_name text, day date)
-- With its owner's rights: readers do not read the ledger.
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select c.component_name, d.day
    from (
        values
            ('containers', 'fact_container_day'),
            ('batch', 'fact_batch_job_day'),
            ('connect_viewer', 'fact_content_visit'),
            ('connect_publisher', 'fact_content_day'),
            ('gitlab', 'fact_commit_day')
    ) c(component_name, table_name)
    join report.loaded_day d using (table_name)
    -- A server tells of visits years later, and of uploads only while it lists the bundles.
    where d.day >= $1 and d.day < $2
      and (c.component_name <> 'connect_publisher' or exists (
        select from ops.load_endpoint e
        where e.source = d.source and e.day = d.day and e.endpoint = 'bundles' and e.state = 'OBSERVED'))
      -- Counted by the day and not one by one, visits say nothing of people; nor does a day before the oldest visit.
      and (c.component_name <> 'connect_viewer' or not exists (
        select from ops.load_finding g
        where g.source = d.source and g.day = d.day and g.kind = 'GAP'
          and (g.subject = 'fact_content_visit' or g.endpoint = 'visits' and g.subject = 'history')))
$$;
comment on function report.component_day(date, date) is
    'Components in which people can be active, one row per day of theirs that is loaded and source, from the first day '
    'to the day before the second; of publishers those on which the bundles were listed, of viewers those of which '
    'single visits are known, from the oldest that the server has.';

create or replace function report.chosen_person(
    from_day date, to_day date, environment text, department text, platform_team boolean)
returns table (user_id bigint)
language sql stable
as $$
    with known as (
        select user_id from mart.agg_user_total where user_id > 0
        union
        select user_id from mart.dim_container where user_id > 0
        union
        select user_id from mart.dim_volume where user_id > 0
        union
        select user_id from mart.dim_content where user_id > 0
        union
        select user_id from mart.fact_audit_day where user_id > 0
    )
    select u.user_id
    from mart.dim_user u
    where u.user_id in (select user_id from known) and u.valid_from < $2 and least($2, '9999-12-31') <= u.valid_to
      and ($4 is null or u.user_id in (
        select p.user_id
        from report.folded_person(array(select user_id from known), $2) p
        where p.department_name = $4))
      and ($5 is null or u.is_platform_team = $5)
      and ($3 is null or u.user_id in (
        select f.user_id
        from mart.fact_container_day f
        join mart.dim_container c using (container_key)
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
        where f.day >= $1 and f.day < $2 and c.container_kind = 'interactive'
          and coalesce(s.environment_name, s.compute_system_name) = $3))
$$;
comment on function report.chosen_person(date, date, text, text, boolean) is
    'People of whom a source has ever told, chosen for a range of days: who had an interactive container running in an '
    'environment, were of a department at the end (Other = those of too few people), belong to the platform team '
    '(true) or not (false); null chooses all.';

create or replace function ops.describe_view(view_name text, own jsonb) returns void
language plpgsql
as $$
declare
    standard constant jsonb := jsonb_build_object(
        'period_name', 'Period, as in mart.dim_period',
        'period_kind', 'all, last_30_days, last_6_months, last_12_months, month, quarter or year',
        'from_day', 'First day of the period',
        'to_day', 'First day after the period: its last is to_day - 1; --to of sce run is the last day itself',
        'is_complete', 'Whether the loaded days, of whatever source, reach over the whole period; loaded_day_count says '
            'how many are loaded of what is reported',
        'environment_name', 'Environment; the cluster''s name where it has none',
        'department_name', 'Department at the period''s end; Other = those of too few people',
        'is_platform_team', 'Whether the person belongs to the platform team',
        'user_id', 'Durable key of the person; 0 = nobody known',
        'pseudonym', 'Stands for the person',
        'active_minutes', 'Setting used: minutes of active time that make a day active',
        'idle_threshold_cores', 'Setting used: cores below which a container idles',
        'loaded_day_count', 'Days of the period that are loaded',
        'as_of_day', 'Last loaded day of the period',
        'identifiers', 'Logins, e-mails and accounts of the person, of all times; null = none known',
        'person_name', 'Name as HR gives it; null = HR does not know the person, or gives none');
    relation_column record;
begin
    for relation_column in
        select attname as name, coalesce(own ->> attname, standard ->> attname) as text
        from pg_attribute
        where attrelid = view_name::regclass and attnum > 0 and not attisdropped
    loop
        if relation_column.text is null then
            raise exception 'column % of % has no comment', relation_column.name, view_name;
        end if;
        execute format('comment on column %s.%I is %L', view_name, relation_column.name, relation_column.text);
    end loop;
end
$$;
comment on function ops.describe_view(text, jsonb) is
    'Comments every column of a view: by the texts given, else by those that all reports share; refuses a column that '
    'has neither. For migrations.';

create or replace function ops.name_people(report_name text) returns void
language plpgsql
as $$
begin
    execute format(
        'create or replace view hr.%1$I as '
        'select report.*, ('
            'select string_agg(distinct i.identifier, '', '' order by i.identifier) '
            'from hr.bridge_identity i where i.user_id = report.user_id) as identifiers, ('
            'select nullif(concat_ws('' '', p.given_name, p.family_name), '''') '
            'from hr.person p where p.user_id = report.user_id) as person_name '
        'from report.%1$I report', report_name);
    execute format(
        'comment on view hr.%I is %L', report_name,
        format('Grain: as report.%s, with the person''s identifiers and name. Every read of schema hr needs a '
            'purpose.', report_name));
    perform ops.describe_view(
        'hr.' || report_name,
        (select jsonb_object_agg(attname, col_description(attrelid, attnum))
            from pg_attribute
            where attrelid = ('report.' || report_name)::regclass and attnum > 0 and not attisdropped));
end
$$;
comment on function ops.name_people(text) is
    'Makes the twin in schema hr of a report that has rows of people and whose columns are described. For '
    'migrations.';
revoke execute on function ops.describe_view(text, jsonb), ops.name_people(text) from wh_loader;
