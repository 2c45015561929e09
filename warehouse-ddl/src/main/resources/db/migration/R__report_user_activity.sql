-- What does each person use, who uses most, and what do I use?
set local role wh_owner;

create or replace function report.person_use(from_day date, to_day date, of_user_id bigint default null)
returns table (
    user_id bigint,
    active_day_count bigint,
    container_active_day_count bigint,
    batch_active_day_count bigint,
    connect_viewer_active_day_count bigint,
    connect_publisher_active_day_count bigint,
    gitlab_active_day_count bigint,
    container_count bigint,
    idle_ratio double precision,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    gpu_hours double precision,
    core_cost_usd numeric,
    gpu_cost_usd numeric,
    storage_cost_usd numeric,
    cost_usd numeric,
    core_hour_rates text,
    submitted_job_count bigint,
    visit_count bigint,
    upload_count bigint,
    commit_count bigint,
    content_item_count bigint,
    storage_gb numeric)
language sql stable
as $$
    with active as (
        select
            a.user_id,
            count(distinct a.day) as days,
            count(distinct a.day) filter (where a.component_name = 'containers') as container_days,
            count(distinct a.day) filter (where a.component_name = 'batch') as batch_days,
            count(distinct a.day) filter (where a.component_name = 'connect_viewer') as viewer_days,
            count(distinct a.day) filter (where a.component_name = 'connect_publisher') as publisher_days,
            count(distinct a.day) filter (where a.component_name = 'gitlab') as gitlab_days
        from mart.agg_user_day a
        where a.day >= $1 and a.day < $2 and a.is_active and ($3 is null or a.user_id = $3)
        group by a.user_id
    ), acted as (
        select
            a.user_id,
            sum(a.idle_seconds) / nullif(sum(a.observed_seconds), 0) as idle_ratio,
            sum(a.submitted_job_count)::bigint as jobs,
            sum(a.visit_count)::bigint as visits,
            sum(a.upload_count)::bigint as uploads,
            sum(a.commit_count)::bigint as commits
        from mart.agg_user_day a
        where a.day >= $1 and a.day < $2 and ($3 is null or a.user_id = $3)
        group by a.user_id
    ), container as (
        select m.user_id, count(distinct c.container_id) as containers
        from report.container_month($1, $2, $3, $1, $2) m
        join mart.dim_container c using (container_key)
        where c.container_kind = 'interactive'
        group by m.user_id
    ), used as (
        select
            u.user_id,
            sum(u.cpu_allocated_core_seconds) / 3600 as allocated,
            sum(u.cpu_core_seconds) / 3600 as used,
            sum(u.gpu_seconds) / 3600 as gpu,
            sum(u.core_cost_usd)::numeric as core_cost,
            sum(u.gpu_cost_usd)::numeric as gpu_cost,
            string_agg(distinct u.core_hour_rate, ', ') as rates
        from report.component_use($1, $2, $3) u
        group by u.user_id
    ), stored as (
        select s.user_id, sum(s.storage_cost_usd)::numeric as cost
        from report.storage_use($1, $2, $3) s
        where exists (select from report.listed_rate() where resource_name = 'storage_gib_month')
        group by s.user_id
    ), volume as (
        select v.user_id, sum(v.used_bytes) / 1e9 as gb
        from report.loaded_volume_days($1, $2) l
        cross join lateral report.volume_on(l.as_of_day, $3) v
        group by v.user_id
    ), item as (
        select f.user_id, count(*) as items
        from (
            select d.day
            from report.loaded_day d
            where d.table_name = 'fact_content_day' and d.day >= $1 and d.day < $2
              and exists (select from mart.fact_content_day f where f.day = d.day and f.is_listed)
            order by d.day desc
            limit 1
        ) l
        join mart.fact_content_day f on f.day = l.day and f.is_listed and ($3 is null or f.user_id = $3)
        group by f.user_id
    ), someone as (
        select user_id from acted
        union select user_id from used
        union select user_id from volume
        union select user_id from item
        union select user_id from stored where cost is not null -- of a volume that is gone at the end
    )
    select
        p.user_id,
        coalesce(d.days, 0), coalesce(d.container_days, 0), coalesce(d.batch_days, 0), coalesce(d.viewer_days, 0),
        coalesce(d.publisher_days, 0), coalesce(d.gitlab_days, 0),
        coalesce(c.containers, 0), a.idle_ratio, u.allocated, u.used, u.gpu,
        round(u.core_cost, 6), round(u.gpu_cost, 6), round(s.cost, 6),
        (select round(sum(part), 6) from (values (u.core_cost), (u.gpu_cost), (s.cost)) cost(part)),
        u.rates, a.jobs, a.visits, a.uploads, a.commits, i.items, round(v.gb, 6)
    from someone p
    left join acted a using (user_id)
    left join active d using (user_id)
    left join container c using (user_id)
    left join used u using (user_id)
    left join stored s using (user_id)
    left join volume v using (user_id)
    left join item i using (user_id)
$$;
comment on function report.person_use(date, date, bigint) is
    'What user_activity says of people, but for who they are; one row per person who used something, or owns an item '
    'or a volume at the end, or a volume before that has a price; 0 = nobody known. Of one person, if given.';

create or replace function report.user_activity(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null, of_user_id bigint default null)
returns table (
    department_name text,
    is_platform_team boolean,
    user_id bigint,
    pseudonym text,
    active_day_count bigint,
    container_active_day_count bigint,
    batch_active_day_count bigint,
    connect_viewer_active_day_count bigint,
    connect_publisher_active_day_count bigint,
    gitlab_active_day_count bigint,
    container_count bigint,
    idle_ratio double precision,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    gpu_hours double precision,
    core_cost_usd numeric,
    gpu_cost_usd numeric,
    storage_cost_usd numeric,
    cost_usd numeric,
    core_hour_rates text,
    submitted_job_count bigint,
    visit_count bigint,
    upload_count bigint,
    commit_count bigint,
    content_item_count bigint,
    storage_gb numeric,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with everybody as materialized (
        select user_id from report.chosen_person($1, $2, $3, $4, $5)
    )
    select
        p.department_name, p.is_platform_team, p.user_id, p.pseudonym,
        u.active_day_count, u.container_active_day_count, u.batch_active_day_count, u.connect_viewer_active_day_count,
        u.connect_publisher_active_day_count, u.gitlab_active_day_count, u.container_count, u.idle_ratio,
        u.cpu_allocated_core_hours, u.cpu_core_hours, u.gpu_hours, u.core_cost_usd, u.gpu_cost_usd, u.storage_cost_usd,
        u.cost_usd, u.core_hour_rates, u.submitted_job_count, u.visit_count, u.upload_count, u.commit_count,
        u.content_item_count, u.storage_gb, g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    from report.folded_person(array(table everybody), $2) p
    join report.person_use($1, $2, $6) u using (user_id)
    cross join report.setting g
    cross join report.loaded_days('fact_container_day', $1, $2) l
    where $6 is null or p.user_id = $6
$$;
comment on function report.user_activity(date, date, text, text, boolean, bigint) is
    'The report user_activity for any range of days (the first one, and the day after the last one) and, if given, for '
    'people with a container in one environment, of one department, only (true) or without (false) the platform team, '
    'or for one person.';

create or replace view report.user_activity as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.user_activity(period.from_day, period.to_day) report;
comment on view report.user_activity is
    'Grain: one period x person who used something, owns an item or a volume at the period''s end, or owned a volume '
    'in it that has a price. What does each person use? CPU load cannot tell a person from a program: a simulation left '
    'overnight is use.';

-- An earlier version did not say what makes a day active.
drop view if exists hr.heavy_users, report.heavy_users;
drop function if exists report.heavy_users(date, date, text, text, boolean);

create or replace function report.heavy_users(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    rank_number bigint,
    department_name text,
    is_platform_team boolean,
    user_id bigint,
    pseudonym text,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    allocated_share_ratio double precision,
    cumulative_share_ratio double precision,
    active_day_count bigint,
    idle_ratio double precision,
    gpu_hours double precision,
    cost_usd numeric,
    core_hour_rates text,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date,
    active_minutes integer)
language sql stable
as $$
    select
        row_number() over heaviest, u.department_name, u.is_platform_team, u.user_id, u.pseudonym,
        u.cpu_allocated_core_hours, u.cpu_core_hours,
        u.cpu_allocated_core_hours / sum(u.cpu_allocated_core_hours) over (),
        sum(u.cpu_allocated_core_hours) over heaviest / sum(u.cpu_allocated_core_hours) over (),
        u.active_day_count, u.idle_ratio, u.gpu_hours, u.cost_usd, u.core_hour_rates, u.idle_threshold_cores,
        u.loaded_day_count, u.as_of_day, u.active_minutes
    from report.user_activity($1, $2, $3, $4, $5) u
    where u.cpu_allocated_core_hours > 0
    -- Rounded, lest the last bit of a sum say who of two comes first that kept equally much.
    window heaviest as (
        order by round(u.cpu_allocated_core_hours::numeric, 6) desc, u.user_id rows unbounded preceding)
    order by 1
$$;
comment on function report.heavy_users(date, date, text, text, boolean) is
    'The report heavy_users for any range of days, filtered as report.user_activity.';

create or replace view report.heavy_users as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.heavy_users(period.from_day, period.to_day) report;
comment on view report.heavy_users is
    'Grain: one period x person with allocated core time, heaviest first. Who keeps most cores from others, and how '
    'much of it do they use?';

create or replace function report.my_stats(person text)
returns table (
    period_name text,
    period_kind text,
    from_day date,
    to_day date,
    is_complete boolean,
    active_day_count bigint,
    container_active_day_count bigint,
    container_count bigint,
    idle_ratio double precision,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    gpu_hours double precision,
    cost_usd numeric,
    core_hour_rates text,
    submitted_job_count bigint,
    visit_count bigint,
    upload_count bigint,
    commit_count bigint,
    content_item_count bigint,
    storage_gb numeric,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language plpgsql stable
-- Planned for the one person: a plan for anybody would read the days of all.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    id constant bigint := (select n.user_id from mart.dim_user_now n where n.pseudonym = person and n.user_id > 0);
begin
    return query
        select
            p.period_name, p.period_kind, p.from_day, p.to_day, p.is_complete,
            u.active_day_count, u.container_active_day_count, u.container_count, u.idle_ratio,
            u.cpu_allocated_core_hours, u.cpu_core_hours, u.gpu_hours, u.cost_usd, u.core_hour_rates,
            u.submitted_job_count, u.visit_count, u.upload_count, u.commit_count, u.content_item_count, u.storage_gb,
            g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
        from mart.dim_period p
        cross join lateral report.person_use(p.from_day, p.to_day, id) u
        cross join lateral report.loaded_days('fact_container_day', p.from_day, p.to_day) l
        cross join report.setting g
        where id is not null
        order by p.sort_number;
end
$$;
comment on function report.my_stats(text) is
    'What the person of a pseudonym used, one row per period: the row of user_activity.';

create or replace function hr.my_stats(identifier text)
returns table (
    period_name text,
    period_kind text,
    from_day date,
    to_day date,
    is_complete boolean,
    active_day_count bigint,
    container_active_day_count bigint,
    container_count bigint,
    idle_ratio double precision,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    gpu_hours double precision,
    cost_usd numeric,
    core_hour_rates text,
    submitted_job_count bigint,
    visit_count bigint,
    upload_count bigint,
    commit_count bigint,
    content_item_count bigint,
    storage_gb numeric,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    select s.*
    from (
        select distinct n.pseudonym
        from hr.bridge_identity i
        join mart.dim_user_now n using (user_id)
        where i.identifier = lower($1)
    ) p
    cross join lateral report.my_stats(p.pseudonym) s
$$;
comment on function hr.my_stats(text) is
    'As report.my_stats, for a login, e-mail address or account. Every read of schema hr needs a purpose.';

select ops.describe_view(view_name, jsonb_build_object(
    'active_day_count', 'Days on which the person was active in any component',
    'container_active_day_count', 'Days with at least the active minutes over their interactive containers',
    'batch_active_day_count', 'Days on which they submitted a job',
    'connect_viewer_active_day_count', 'Days on which they visited an item of somebody else',
    'connect_publisher_active_day_count', 'Days on which an item they own was uploaded to',
    'gitlab_active_day_count', 'Days on which they authored a commit other than a merge',
    'container_count', 'Interactive containers of theirs that ran',
    'idle_ratio', 'Idle / observed time of their interactive containers; null = nothing observed',
    'cpu_allocated_core_hours', 'Core hours kept from others, over all components; null = unknown',
    'cpu_core_hours', 'Core hours used, over all components; null = unknown',
    'gpu_hours', 'GPU hours; null = unknown',
    'core_cost_usd', 'Allocated core hours x price of each day, in USD; null = unknown',
    'gpu_cost_usd', 'GPU hours x price of each day, in USD; null = no price is known',
    'storage_cost_usd', 'GiB-months x price of each day, in USD; null = no price is known',
    'cost_usd', 'All of these together, in USD; what has no price costs nothing here',
    'core_hour_rates', 'Kinds and prices in USD per core hour that the cost is made with',
    'submitted_job_count', 'Jobs submitted; null = none known',
    'visit_count', 'Visits to published content, their own included; null = none known',
    'upload_count', 'Bundles uploaded to items they own; null = none known',
    'commit_count', 'Commits, merges apart; null = none known',
    'content_item_count', 'Items they own in the last complete listing of the period; null = none',
    'storage_gb', 'GB (10^9 bytes) in their volumes on the last day of the period with volumes; null = none measured',
    'rank_number', 'Place of the person by allocated core hours',
    'allocated_share_ratio', 'Their share of all allocated core hours of people',
    'cumulative_share_ratio', 'Share of the person and of all heavier ones',
    'loaded_day_count', 'Days of the period with containers loaded',
    'as_of_day', 'Last of these'))
from unnest(array['report.user_activity', 'report.heavy_users']) view_name;
select ops.name_people('user_activity'), ops.name_people('heavy_users');
