-- When does the platform end the containers that run now?
set local role wh_owner;

create or replace view report.container_time_left as
with as_of as (
    select max(day) as as_of_day from report.loaded_day where table_name = 'fact_container_day'
), running as (
    select
        i.container_key, i.container_id, i.user_id, i.started_at, i.last_active_on,
        coalesce(s.environment_name, s.compute_system_name) as environment_name,
        r.idle_limit_seconds,
        -- Whoever made it was active then; of earlier days nothing is known, and a restart is nobody's doing.
        coalesce(
            i.last_active_on,
            case when report.local_day(coalesce(i.created_at, i.started_at)) >= i.first_seen_on
                then report.local_day(coalesce(i.created_at, i.started_at)) end) as idle_since,
        a.as_of_day
    from as_of a
    join mart.fact_container_day f on f.day = a.as_of_day and f.is_running_at_day_end
    join mart.dim_container i on i.container_key = f.container_key and i.container_kind = 'interactive'
    join mart.dim_compute_system s on s.compute_system_key = i.compute_system_key
    left join mart.dim_platform_rule r on r.compute_system_key = i.compute_system_key
)
select
    r.container_key, r.container_id, r.environment_name, r.user_id, u.pseudonym, r.started_at, r.last_active_on,
    r.idle_limit_seconds,
    -- greatest() takes no notice of null, which here means unknown.
    case when r.idle_limit_seconds is not null and r.idle_since is not null
        then greatest(r.idle_limit_seconds / 86400.0 - (r.as_of_day - r.idle_since), 0)::double precision
        end as days_until_auto_deletion,
    r.as_of_day
from running r
join mart.dim_user_now u on u.user_id = r.user_id;

comment on view report.container_time_left is
    'Grain: one interactive container incarnation that runs at the end of the last loaded day.';
comment on column report.container_time_left.container_key is 'Key of mart.dim_container';
comment on column report.container_time_left.container_id is 'Durable id of the container';
comment on column report.container_time_left.environment_name is 'Environment, else the cluster';
comment on column report.container_time_left.user_id is 'Durable key of the person; 0 = nobody known';
comment on column report.container_time_left.pseudonym is 'Stands for the person';
comment on column report.container_time_left.started_at is 'First start of the container; null = unknown';
comment on column report.container_time_left.last_active_on is
    'Last day with at least 10 minutes of active time; null = none seen';
comment on column report.container_time_left.idle_limit_seconds is
    'Setting used: idle time after which the platform ends a container; null = no such rule is set';
comment on column report.container_time_left.days_until_auto_deletion is
    'Days from the end of the last loaded day until the platform ends the container if nobody uses it; 0 = due; null = '
    'no rule is set, or it was neither seen active nor was it made while it was looked at';
comment on column report.container_time_left.as_of_day is 'Last loaded day';

create or replace view hr.container_time_left as
select
    report.*,
    (
        select string_agg(distinct i.identifier, ', ' order by i.identifier)
        from hr.bridge_identity i
        where i.user_id = report.user_id
    ) as identifiers
from report.container_time_left report;
comment on view hr.container_time_left is
    'Grain: as report.container_time_left, with the person''s identifiers. Every read of schema hr needs a purpose.';
comment on column hr.container_time_left.identifiers is 'Logins, e-mails and accounts of the person; null = none known';

do $$
declare
    described record;
begin
    for described in
        select attname, col_description(attrelid, attnum) as text
        from pg_attribute
        where attrelid = 'report.container_time_left'::regclass and attnum > 0
    loop
        execute format('comment on column hr.container_time_left.%I is %L', described.attname, described.text);
    end loop;
end
$$;
