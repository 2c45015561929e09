-- What is published and works for nobody, what everybody uses, and whose schedules fail?
set local role wh_owner;

-- A twin has columns of its own after those of its report, so it is made anew where a report has one more.
drop view if exists
    hr.content_never_deployed, hr.content_not_viewed, hr.content_not_viewed_by_others, hr.content_copies,
    hr.schedules_failing, hr.schedules_forgotten, hr.content_popular, report.content_popular;
drop function if exists report.content_popular(date, date);
drop function if exists report.content_popular(date, date, text, text, boolean);

create or replace view report.content_item as
with listing as (
    select max(day) as as_of_day from mart.fact_content_day where is_listed
), history as (
    select
        min(d.day) as history_from_day,
        count(distinct d.day) filter (where d.day > l.as_of_day - 365) as loaded_day_count
    from report.loaded_day d
    cross join listing l
    where d.table_name = 'fact_content_visit' and d.day <= l.as_of_day
        -- A day before the oldest visit that the server has proves nothing.
        and not exists (
            select from ops.load_finding f
            where f.source = d.source and f.day = d.day and f.endpoint = 'visits' and f.subject = 'history')
), viewed as (
    select
        content_key,
        max(day) as last_viewed_on,
        max(day) filter (where visit_count > owner_visit_count) as last_viewed_by_others_on
    from mart.fact_content_day
    cross join listing
    where day <= as_of_day and visit_count > 0
    group by content_key
)
select
    c.content_key, c.content_guid, c.content_name, c.content_title, c.content_type, c.app_mode,
    c.user_id, u.pseudonym, u.department_name, u.employment_status as owner_employment_status,
    u.manager_user_id as owner_manager_user_id,
    d.deployment_state, c.created_at, c.last_deployed_at, c.last_uploaded_at,
    v.last_viewed_on, v.last_viewed_by_others_on,
    c.has_schedule, c.sends_mail, d.bundle_count, d.bundle_bytes, c.permission_count,
    d.deployment_state in ('deployed', 'redeploy_failing')
        and (c.created_at at time zone g.reporting_zone)::date <= l.as_of_day - 365
        and (v.last_viewed_on is null or v.last_viewed_on <= l.as_of_day - 365) as is_not_viewed,
    d.deployment_state in ('deployed', 'redeploy_failing')
        and (c.created_at at time zone g.reporting_zone)::date <= l.as_of_day - 365
        and (v.last_viewed_by_others_on is null or v.last_viewed_by_others_on <= l.as_of_day - 365)
        as is_not_viewed_by_others,
    h.history_from_day, coalesce(h.loaded_day_count, 0) as loaded_day_count,
    coalesce(h.loaded_day_count, 0) = 365 as is_history_sufficient,
    l.as_of_day,
    u.is_platform_team,
    report.local_day(greatest(c.created_at, c.last_deployed_at, c.last_uploaded_at)) + g.retention_days as due_on
from listing l
cross join report.setting g
join mart.fact_content_day d on d.day = l.as_of_day and d.is_listed
join mart.dim_content c on c.content_key = d.content_key
join mart.dim_user_now u on u.user_id = c.user_id
cross join history h
left join viewed v on v.content_key = d.content_key;
comment on view report.content_item is
    'Grain: one item of the last complete listing. What the other reports of content choose from.';

create or replace view report.content_never_deployed as
select
    content_key, content_guid, content_name, content_title, content_type, user_id, pseudonym, department_name,
    owner_employment_status, deployment_state, created_at, last_uploaded_at,
    coalesce(last_uploaded_at, created_at) as since_at,
    report.local_day(coalesce(last_uploaded_at, created_at)) <= as_of_day - 30 as is_older_than_30_days,
    bundle_count, bundle_bytes, as_of_day, is_platform_team
from report.content_item
where deployment_state in ('created_only', 'never_succeeded', 'never_deployed');
comment on view report.content_never_deployed is
    'Grain: one item of the last complete listing that was never successfully deployed: nothing uploaded '
    '(created_only), uploaded and never active (never_succeeded), or one of these two (never_deployed).';

create or replace view report.content_not_viewed as
select
    content_key, content_guid, content_name, content_title, content_type, user_id, pseudonym, department_name,
    owner_employment_status, created_at, last_deployed_at, last_uploaded_at, last_viewed_on, last_viewed_by_others_on,
    has_schedule, sends_mail, bundle_count, bundle_bytes, history_from_day, loaded_day_count, is_history_sufficient,
    as_of_day, is_platform_team
from report.content_item
where is_not_viewed;
comment on view report.content_not_viewed is
    'Grain: one item of the last complete listing that is deployed, is older than 365 days, and nobody, monitors '
    'apart, has viewed in 365 days. Proven where is_history_sufficient; elsewhere visits before the history may be '
    'missing. A pin that a job reads and a report that is mailed are not dead.';

create or replace view report.content_not_viewed_by_others as
select
    content_key, content_guid, content_name, content_title, content_type, user_id, pseudonym, department_name,
    owner_employment_status, created_at, last_deployed_at, last_uploaded_at, last_viewed_on, last_viewed_by_others_on,
    has_schedule, sends_mail, bundle_count, bundle_bytes, history_from_day, loaded_day_count, is_history_sufficient,
    as_of_day, is_platform_team
from report.content_item
where is_not_viewed_by_others;
comment on view report.content_not_viewed_by_others is
    'Grain: as report.content_not_viewed, but visits by the owner do not count.';

create or replace view report.content_copies as
with named as (
    select
        *,
        btrim(regexp_replace(lower(coalesce(content_title, content_name, '')), '[\s_(-]*[0-9]+\)?\s*$', ''))
            as copy_name
    from report.content_item
), stepped as (
    select
        *,
        created_at - lag(created_at) over owned > interval '30 days' as begins_group
    from named
    where copy_name <> '' and user_id <> 0 and created_at is not null
    window owned as (partition by user_id, copy_name order by created_at, content_key)
), grouped as (
    select
        *,
        count(*) filter (where begins_group) over (
            partition by user_id, copy_name order by created_at, content_key) as group_number
    from stepped
), counted as (
    select
        *,
        count(*) over item as copy_count,
        count(*) filter (where deployment_state in ('created_only', 'never_succeeded', 'never_deployed'))
            over item as dead_copy_count
    from grouped
    window item as (partition by user_id, copy_name, group_number)
)
select
    user_id, pseudonym, department_name, copy_name, group_number + 1 as group_number, copy_count, dead_copy_count,
    content_key, content_guid, content_name, content_title, deployment_state,
    deployment_state in ('created_only', 'never_succeeded', 'never_deployed') as is_dead_copy,
    created_at, last_uploaded_at, bundle_bytes, as_of_day, is_platform_team
from counted
where copy_count > 1;
comment on view report.content_copies is
    'Grain: one item that has copies: items of one owner with equal title (else name) in lower case without a number '
    'at the end, each created within 30 days of the one before. Dead copies are those never successfully deployed.';

create or replace view report.schedule_state as
with last_day as (
    -- A day on which the last schedule is gone has no rows, and tells of jobs.
    select greatest(
        (select max(day) from mart.fact_schedule_day),
        (select max(d.day) from report.loaded_day d join ops.load_endpoint e using (source, day)
            where d.table_name = 'fact_schedule_day' and e.endpoint = 'jobs' and e.state = 'OBSERVED')) as as_of_day
), run as (
    select
        f.schedule_key,
        sum(f.run_count) as run_count,
        sum(f.run_seconds) as run_seconds,
        count(*) as day_count
    from mart.fact_schedule_day f
    cross join last_day l
    where f.day > l.as_of_day - 30 and f.day <= l.as_of_day
    group by f.schedule_key
)
select
    f.schedule_key, s.variant_key, s.schedule_type, s.schedule_rule, s.timezone_name, s.sends_mail,
    c.content_key, c.content_guid, c.content_name, c.content_title,
    c.user_id, u.pseudonym, u.department_name, u.employment_status as owner_employment_status,
    u.manager_user_id as owner_manager_user_id, m.pseudonym as owner_manager_pseudonym,
    worst_first[t.place] as schedule_state,
    f.failing_since_at, f.failures_in_row_count, f.last_success_at, f.last_run_at, f.next_run_at, f.is_dead,
    i.last_viewed_on, i.is_history_sufficient,
    r.run_count::double precision / r.day_count as runs_per_day,
    r.run_seconds / nullif(r.run_count, 0) as seconds_per_run,
    coalesce(c.cpu_request_cores, 1) as cores,
    round((r.run_seconds / r.day_count * 365 / 3600 * coalesce(c.cpu_request_cores, 1))::numeric * p.amount_usd, 6)
        as cost_year_usd,
    round((r.run_seconds / nullif(r.run_count, 0) * 52 / 3600 * coalesce(c.cpu_request_cores, 1))::numeric
        * p.amount_usd, 6) as cost_year_if_weekly_usd,
    p.rate_kind || ' ' || trim_scale(p.amount_usd) as core_hour_rate,
    l.as_of_day,
    u.is_platform_team,
    worst_first[min(t.place) over (partition by c.content_key)] as item_state
from last_day l
cross join (values (array['failing', 'dead', 'forgotten', 'ok'])) state(worst_first)
join mart.fact_schedule_day f on f.day = l.as_of_day
join mart.dim_schedule s on s.schedule_key = f.schedule_key
join mart.dim_content c on c.content_key = f.content_key
join mart.dim_user_now u on u.user_id = c.user_id
left join mart.dim_user_now m on m.user_id = u.manager_user_id
left join report.content_item i on i.content_key = f.content_key
join run r on r.schedule_key = f.schedule_key
cross join lateral report.core_hour_rate(l.as_of_day, 0) p
cross join lateral (
    select case
        when f.is_failing then 1
        when f.is_dead then 2
        when i.content_key is not null and not coalesce(s.sends_mail, false)
            and report.local_day(c.created_at) <= l.as_of_day - 365
            and (i.last_viewed_on is null or i.last_viewed_on <= l.as_of_day - 365) then 3
        else 4
    end
) t(place);
comment on view report.schedule_state is
    'Grain: one schedule, as on the last loaded day, in the worst of the states failing, dead, forgotten, ok. Cost is '
    'runs x seconds x cores (request, else 1) x price, by the runs of the last 30 days.';

create or replace view report.schedules_failing as
select * from report.schedule_state where schedule_state = 'failing';
comment on view report.schedules_failing is 'Grain: one schedule whose last finished run failed.';

create or replace view report.schedules_forgotten as
select * from report.schedule_state where schedule_state = 'forgotten';
comment on view report.schedules_forgotten is
    'Grain: one schedule that works, of an item older than 365 days that nobody, monitors apart, has viewed in 365 '
    'days, and that mails nothing. Proven where is_history_sufficient.';

create or replace function report.content_popular(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    content_key bigint,
    content_guid text,
    content_name text,
    content_title text,
    content_type text,
    user_id bigint,
    pseudonym text,
    department_name text,
    visit_count bigint,
    visit_by_others_count bigint,
    anonymous_visit_count bigint,
    visitor_count bigint,
    session_hours double precision,
    last_visit_at timestamptz,
    published_at timestamptz,
    modified_at timestamptz,
    loaded_day_count bigint,
    as_of_day date,
    is_platform_team boolean)
language sql stable
as $$
    with loaded as (
        select count(distinct day) as loaded_day_count, max(day) as as_of_day
        from report.component_day($1, $2)
        where component_name = 'connect_viewer'
    ), visit as (
        select
            content_key,
            count(*) as visit_count,
            count(*) filter (where not is_owner) as visit_by_others_count,
            count(*) filter (where is_anonymous) as anonymous_visit_count,
            count(distinct user_id) filter (where not is_anonymous) as visitor_count,
            sum(session_seconds) / 3600 as session_hours,
            max(started_at) as last_visit_at
        from mart.fact_content_visit
        where day >= $1 and day < $2 and not is_monitor
        group by content_key
    )
    select
        c.content_key, c.content_guid, c.content_name, c.content_title, c.content_type,
        c.user_id, u.pseudonym, u.department_name,
        v.visit_count, v.visit_by_others_count, v.anonymous_visit_count, v.visitor_count, v.session_hours,
        v.last_visit_at, c.created_at, c.last_deployed_at,
        l.loaded_day_count, l.as_of_day, u.is_platform_team
    from visit v
    join mart.dim_content c on c.content_key = v.content_key
    join mart.dim_user_now u on u.user_id = c.user_id
    cross join loaded l
    where $3 is null and $4 is null and $5 is null
       or c.user_id in (select p.user_id from report.chosen_person($1, $2, $3, $4, $5) p)
$$;
comment on function report.content_popular(date, date, text, text, boolean) is
    'The report content_popular for any range of days (the first one, and the day after the last one) and, if given, '
    'for items of people with a container in one environment, of one department, or only (true) or without (false) the '
    'platform team.';

create or replace view report.content_popular as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.content_popular(period.from_day, period.to_day) report;
comment on view report.content_popular is
    'Grain: one period x item that was visited, monitors apart. Visits add up over items and periods; visitors do not.';

do $$
declare
    view_name text;
begin
    foreach view_name in array array[
        'content_never_deployed', 'content_not_viewed', 'content_not_viewed_by_others', 'content_copies',
        'schedules_failing', 'schedules_forgotten', 'content_popular']
    loop
        execute format(
            'create or replace view hr.%1$I as '
            'select report.*, n.content_name as original_name, n.content_title as original_title, ('
                'select string_agg(distinct i.identifier, '', '' order by i.identifier) '
                'from hr.bridge_identity i where i.user_id = report.user_id) as identifiers '
            'from report.%1$I report left join hr.content_name n using (content_key)', view_name);
        execute format(
            'comment on view hr.%I is %L', view_name,
            format('Grain: as report.%s, with original texts and the owner''s identifiers. Every read of schema hr '
                'needs a purpose.', view_name));
    end loop;
end
$$;
