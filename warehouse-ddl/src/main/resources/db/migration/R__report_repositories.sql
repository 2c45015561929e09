-- In which languages is written, on which package versions, by whom, and how fast does a new one spread?
set local role wh_owner;

-- Earlier versions of these functions had fewer filters.
drop view if exists report.package_adoption, report.language_split, report.internal_package_use;
drop function if exists report.package_adoption(date, date, text, boolean);
drop function if exists report.language_split(date, date, text, boolean);
drop function if exists report.internal_package_use(date, date);

create or replace function report.repository_listing(from_day date, to_day date)
returns table (loaded_day_count bigint, as_of_day date)
language sql stable
as $$
    select count(distinct l.day), max(l.day) filter (where f.day is not null)
    from report.loaded_day l
    left join lateral (
        select f.day from mart.fact_repository_day f where f.day = l.day and f.is_listed limit 1
    ) f on true
    where l.table_name = 'fact_repository_day' and l.day >= $1 and l.day < $2
$$;
comment on function report.repository_listing(date, date) is
    'How many days between the first day and the day before the second are loaded, and the last of them whose '
    'repositories were listed: the day that reports of repositories are as of. Always one row.';

create or replace function report.version_order(version_name text) returns numeric[]
language sql immutable
as $$
    select string_to_array(replace(m[1], '-', '.'), '.')::numeric[]
        || case
            when m[2] = 'dev' then array[-4, n]
            when m[2] in ('a', 'alpha') then array[-3, n]
            when m[2] in ('b', 'beta') then array[-2, n]
            when m[2] in ('c', 'rc', 'pre', 'preview') then array[-1, n]
            when m[2] in ('post', 'rev', 'r') then array[0, n + 1]
            else array[0]
        end
    from regexp_match(
        lower($1),
        '^v?(?:[0-9]+!)?([0-9]+(?:[.-][0-9]+)*)'
            '(?:[._-]?(dev|a|alpha|b|beta|c|rc|pre|preview|post|rev|r)[._-]?([0-9]*))?') m
    cross join lateral (select coalesce(nullif(m[3], ''), '0')::numeric) number(n)
    where m is not null
$$;
comment on function report.version_order(text) is
    'What orders versions as versions, whatever their parts: all numbers of a release, then what comes before it '
    '(dev, a, b, rc), the release itself, and what comes after it (post). Null where the text is no version.';

create or replace function report.repository_author(on_day date)
returns table (
    repository_id bigint,
    user_id bigint,
    has_authored boolean,
    department_name text,
    is_platform_team boolean)
language sql stable
as $$
    with committer as (
        select r.repository_id, f.user_id, bool_or(f.commit_count > 0) as has_authored
        from mart.fact_commit_day f
        join mart.dim_repository r using (repository_key)
        where f.day > $1 - 365 and f.day <= $1
        group by 1, 2
    ), person as (
        select u.user_id, u.is_platform_team, coalesce(u.department_name, 'Unknown') as department_name
        from mart.dim_user u
        where u.user_id in (select user_id from committer) and u.valid_from <= $1 and $1 < u.valid_to
    ), small_department as (
        select label from report.small_group(array(select department_name from person where user_id > 0))
    )
    select
        c.repository_id, c.user_id, c.has_authored,
        case when p.department_name in (table small_department) and p.user_id > 0
            then 'Other' else p.department_name end,
        p.is_platform_team
    from committer c
    join person p using (user_id)
    where not exists (
        select from mart.dim_repository d
        where d.repository_id = c.repository_id and d.deleted_observed_on <= $1
          -- One that came back as something else was gone in the version that ended with that.
          and d.valid_from <= $1 and $1 < d.valid_to)
$$;
comment on function report.repository_author(date) is
    'Repositories in use on a day, which are those with a commit in the 365 days up to it, one row per repository x '
    'person who committed; small departments as Other.';

create or replace function report.package_adoption(
    from_day date, to_day date, department text default null, platform_team boolean default null,
    environment text default null)
returns table (
    ecosystem_name text,
    package_name text,
    package_version text,
    package_version_sort bigint,
    origin_name text,
    is_internal boolean,
    repository_count bigint,
    package_repository_count bigint,
    author_count bigint,
    first_used_on date,
    repository_count_after_7_days bigint,
    repository_count_after_30_days bigint,
    repository_count_after_90_days bigint,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with listing as materialized (
        select * from report.repository_listing($1, $2)
    ), author as materialized (
        select a.*
        from listing l
        cross join lateral report.repository_author(l.as_of_day) a
        where ($3 is null or a.department_name = $3) and ($4 is null or a.is_platform_team = $4)
          and ($5 is null or a.user_id in (select p.user_id from report.chosen_person($1, $2, $5, null, null) p))
    ), used as materialized (
        select b.package_key, b.repository_id
        from listing l
        join mart.bridge_repository_package b on b.valid_from <= l.as_of_day and l.as_of_day < b.valid_to
        where b.repository_id in (select repository_id from author)
    ), begun as (
        select b.package_key, b.repository_id, min(b.valid_from) as begun_on
        from listing l
        join mart.bridge_repository_package b on b.valid_from <= l.as_of_day
        -- Of everybody's, those that are no longer in use have begun with it, too; whose they were is not known.
        where ($3 is null and $4 is null and $5 is null) or b.repository_id in (select repository_id from author)
        group by 1, 2
    ), first as (
        select package_key, min(begun_on) as first_used_on from begun group by 1
    ), spread as (
        select
            f.package_key, f.first_used_on,
            count(*) filter (where b.begun_on <= f.first_used_on + 7) as after_7,
            count(*) filter (where b.begun_on <= f.first_used_on + 30) as after_30,
            count(*) filter (where b.begun_on <= f.first_used_on + 90) as after_90
        from first f
        join begun b using (package_key)
        group by 1, 2
    ), version as (
        select u.package_key, count(*) as repository_count
        from used u
        group by 1
    ), people as (
        select u.package_key, count(distinct a.user_id) as author_count
        from used u
        join author a using (repository_id)
        where a.has_authored and a.user_id > 0
        group by 1
    ), package as (
        select d.ecosystem_name, d.package_name, count(distinct u.repository_id) as repository_count
        from used u
        join mart.dim_package d using (package_key)
        group by 1, 2
    )
    select
        d.ecosystem_name, d.package_name, d.package_version, d.package_version_sort, d.origin_name, d.is_internal,
        v.repository_count, p.repository_count, coalesce(w.author_count, 0), s.first_used_on,
        case when s.first_used_on + 7 <= l.as_of_day then s.after_7 end,
        case when s.first_used_on + 30 <= l.as_of_day then s.after_30 end,
        case when s.first_used_on + 90 <= l.as_of_day then s.after_90 end,
        l.loaded_day_count, l.as_of_day
    from version v
    join mart.dim_package d using (package_key)
    join package p using (ecosystem_name, package_name)
    join spread s using (package_key)
    left join people w using (package_key)
    cross join listing l
$$;
comment on function report.package_adoption(date, date, text, boolean, text) is
    'The report package_adoption for any range of days (the first one, and the day after the last one) and, if given, '
    'for repositories with an author of one department, of only (true) or without (false) the platform team, or with a '
    'container in one environment.';

create or replace view report.package_adoption as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.package_adoption(period.from_day, period.to_day) report;
comment on view report.package_adoption is
    'Grain: one period x package version that a repository in use has in a lock file on the last listed day of the '
    'period. A repository is in use that had a commit in the 365 days before. Repositories with several versions of '
    'a package count in each, so rows do not add up over versions.';

create or replace function report.language_split(
    from_day date, to_day date, department text default null, platform_team boolean default null,
    environment text default null)
returns table (
    language_name text,
    repository_count bigint,
    main_repository_count bigint,
    mean_share_percent double precision,
    author_count bigint,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with listing as materialized (
        select * from report.repository_listing($1, $2)
    ), author as materialized (
        select a.*
        from listing l
        cross join lateral report.repository_author(l.as_of_day) a
        where ($3 is null or a.department_name = $3) and ($4 is null or a.is_platform_team = $4)
          and ($5 is null or a.user_id in (select p.user_id from report.chosen_person($1, $2, $5, null, null) p))
    ), used as materialized (
        select
            b.repository_id, b.language_name, b.share_percent,
            row_number() over (
                partition by b.repository_id order by b.share_percent desc, b.language_name) = 1 as is_main
        from listing l
        join mart.bridge_repository_language b on b.valid_from <= l.as_of_day and l.as_of_day < b.valid_to
        where b.repository_id in (select repository_id from author)
    ), people as (
        select u.language_name, count(distinct a.user_id) as author_count
        from used u
        join author a using (repository_id)
        where u.is_main and a.has_authored and a.user_id > 0
        group by 1
    )
    select
        u.language_name, count(*), count(*) filter (where u.is_main), avg(u.share_percent),
        coalesce(max(p.author_count), 0), max(l.loaded_day_count), max(l.as_of_day)
    from used u
    left join people p using (language_name)
    cross join listing l
    group by 1
$$;
comment on function report.language_split(date, date, text, boolean, text) is
    'The report language_split for any range of days (the first one, and the day after the last one) and, if given, '
    'for repositories with an author of one department, of only (true) or without (false) the platform team, or with a '
    'container in one environment.';

create or replace view report.language_split as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.language_split(period.from_day, period.to_day) report;
comment on view report.language_split is
    'Grain: one period x language of repositories in use on the last listed day of the period, which had a commit in '
    'the 365 days before. Of each repository the five greatest languages count, so only main_repository_count adds up.';

create or replace function report.internal_package_use(
    from_day date, to_day date, department text default null, platform_team boolean default null,
    environment text default null)
returns table (
    ecosystem_name text,
    package_name text,
    latest_version text,
    version_count bigint,
    repository_count bigint,
    latest_repository_count bigint,
    author_count bigint,
    content_count bigint,
    first_used_on date,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with listing as materialized (
        select * from report.repository_listing($1, $2)
    ), author as materialized (
        select a.*
        from listing l
        cross join lateral report.repository_author(l.as_of_day) a
        where ($3 is null or a.department_name = $3) and ($4 is null or a.is_platform_team = $4)
          and ($5 is null or a.user_id in (select p.user_id from report.chosen_person($1, $2, $5, null, null) p))
    ), internal as (
        select
            d.*,
            row_number() over (
                partition by d.ecosystem_name, d.package_name
                order by report.version_order(d.package_version) desc nulls last, d.package_version desc) = 1
                as is_latest
        from listing l
        join mart.dim_package d on d.first_seen_on <= l.as_of_day
        where (d.ecosystem_name, d.package_name) in (
            select i.ecosystem_name, i.package_name from mart.dim_package i where i.is_internal)
    ), used as (
        select i.ecosystem_name, i.package_name, i.package_version, i.is_latest, b.repository_id
        from listing l
        join mart.bridge_repository_package b on b.valid_from <= l.as_of_day and l.as_of_day < b.valid_to
        join internal i using (package_key)
        where b.repository_id in (select repository_id from author)
    ), repository as (
        select
            ecosystem_name, package_name,
            count(distinct package_version) as version_count,
            count(distinct repository_id) as repository_count,
            count(distinct repository_id) filter (where is_latest) as latest_repository_count
        from used
        group by 1, 2
    ), people as (
        select u.ecosystem_name, u.package_name, count(distinct a.user_id) as author_count
        from used u
        join author a using (repository_id)
        where a.has_authored and a.user_id > 0
        group by 1, 2
    ), content_listing as (
        -- Packages of items come from another source, which may be loaded of other days.
        select max(d.day) as as_of_day
        from listing l
        join report.loaded_day d on d.day <= l.as_of_day
        where d.table_name = 'bridge_content_package' and d.day >= $1 and d.row_count > 0
    ), content as (
        select i.ecosystem_name, i.package_name, count(distinct c.content_key) as content_count
        from content_listing l
        join mart.bridge_content_package c on c.first_seen_on <= l.as_of_day and l.as_of_day <= c.last_seen_on
        join internal i using (package_key)
        group by 1, 2
    ), begun as (
        select i.ecosystem_name, i.package_name, min(b.valid_from) as first_used_on
        from listing l
        join mart.bridge_repository_package b on b.valid_from <= l.as_of_day
        join internal i using (package_key)
        group by 1, 2
    )
    select
        i.ecosystem_name, i.package_name, i.package_version, coalesce(r.version_count, 0),
        coalesce(r.repository_count, 0), coalesce(r.latest_repository_count, 0), coalesce(p.author_count, 0),
        case when t.as_of_day is not null then coalesce(c.content_count, 0) end, b.first_used_on, l.loaded_day_count,
        l.as_of_day
    from internal i
    cross join listing l
    cross join content_listing t
    left join repository r using (ecosystem_name, package_name)
    left join people p using (ecosystem_name, package_name)
    left join content c using (ecosystem_name, package_name)
    left join begun b using (ecosystem_name, package_name)
    where i.is_latest
$$;
comment on function report.internal_package_use(date, date, text, boolean, text) is
    'The report internal_package_use for any range of days, with filters as report.package_adoption has them; they '
    'choose repositories, and published items are counted whoever owns them.';

create or replace view report.internal_package_use as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.internal_package_use(period.from_day, period.to_day) report;
comment on view report.internal_package_use is
    'Grain: one period x package of the site''s own that a lock file has ever named: who uses it on the last listed '
    'day of the period, and whether its latest version.';

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
            ('ecosystem_name', 'r, python, conda, or runtime for R and Python themselves'),
            ('package_name', 'Package'),
            ('package_version', 'Version; unpinned = asked for without one'),
            ('package_version_sort', 'Number that sorts versions as versions; null = no such version'),
            ('origin_name', 'Where it comes from: CRAN, PyPI, GitLab ...; null = unknown'),
            ('is_internal', 'Whether it is the site''s own; null = unknown'),
            ('latest_version', 'Greatest version that a source has shown'),
            ('version_count', 'Versions in use'),
            ('language_name', 'Language'),
            ('repository_count', 'Repositories in use that have it'),
            ('package_repository_count', 'Repositories in use that have any version of the package'),
            ('latest_repository_count', 'Repositories in use that have the latest version'),
            ('main_repository_count', 'Repositories in use of which it is the language with the greatest share'),
            ('mean_share_percent', 'Mean of its share in the repositories that have it'),
            ('author_count', 'People who committed to these repositories in the 365 days before, merges apart; of '
                'languages, to those of which it is the main one'),
            ('content_count', 'Published content items that use it on the last day of the period, up to as_of_day, on '
                'which their packages were listed; null = there is none'),
            ('first_used_on', 'First day on which a lock file named it; null = on none up to as_of_day'),
            ('repository_count_after_7_days',
                'Repositories that began with it within 7 days after the first; null = these are not over'),
            ('repository_count_after_30_days', 'The same within 30 days'),
            ('repository_count_after_90_days', 'The same within 90 days'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last day of the period on which repositories were listed')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['package_adoption', 'language_split', 'internal_package_use'] loop
            if exists (
                select from information_schema.columns c
                where c.table_schema = 'report' and c.table_name = view_name
                  and c.column_name = described.column_name) then
                execute format(
                    'comment on column report.%I.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
