-- Who and what would be hit if a version of R or Python were withdrawn?
set local role wh_owner;

create or replace function report.is_version(version_name text, asked text) returns boolean
language sql immutable
as $$
    select $1 = $2 or starts_with($1, rtrim($2, '.') || '.')
$$;
comment on function report.is_version(text, text) is
    'Whether a version is the one asked for or, where only its first parts are given, such as 4.0, one of these.';

-- Earlier versions did not say who belongs to the platform team.
drop function if exists hr.runtime_impact(text, text);
drop function if exists report.runtime_impact(text, text);

create or replace function report.runtime_impact(version text, language text default 'R')
returns table (
    asset_kind text,
    asset_name text,
    place_name text,
    version_name text,
    user_id bigint,
    pseudonym text,
    department_name text,
    manager_user_id bigint,
    manager_pseudonym text,
    last_used_on date,
    as_of_day date,
    is_platform_team boolean)
language sql stable
as $$
    with image as (
        select
            image_key, concat_ws(':', repository_name, tag_name) as image_name,
            case lower($2) when 'r' then r_version when 'python' then python_version end as version_name
        from mart.dim_image
        where report.is_version(case lower($2) when 'r' then r_version when 'python' then python_version end, $1)
    ), asset as (
        select
            'container' as asset_kind, c.container_id as asset_name,
            coalesce(s.environment_name, s.compute_system_name) as place_name, i.version_name, f.user_id,
            (
                -- In whichever of its pods.
                select max(p.last_active_on) from mart.dim_container p where p.container_id = c.container_id
            ) as last_used_on,
            l.as_of_day
        from report.loaded_days('fact_container_day', '-infinity', 'infinity') l
        join mart.fact_container_day f on f.day = l.as_of_day and f.is_running_at_day_end
        join image i using (image_key)
        join mart.dim_container c on c.container_key = f.container_key and c.container_kind = 'interactive'
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
        group by 1, 2, 3, 4, 5, l.as_of_day
        union all
        select
            'item', coalesce(i.content_title, i.content_name, i.content_guid), 'Connect', v.version_name, i.user_id,
            i.last_viewed_on, i.as_of_day
        from report.content_item i
        join mart.dim_content c using (content_key)
        cross join lateral (
            select case lower($2) when 'r' then c.r_version when 'python' then c.python_version end
        ) v(version_name)
        where report.is_version(v.version_name, $1)
        union all
        select
            'job', j.job_name, s.cluster_name, i.version_name, j.user_id, max(j.day), l.as_of_day
        from report.loaded_days('fact_batch_job', '-infinity', 'infinity') l
        join mart.fact_batch_job j on j.day > l.as_of_day - 90 and j.day <= l.as_of_day
        join image i using (image_key)
        join mart.dim_compute_system s using (compute_system_key)
        group by j.job_name, s.cluster_name, i.version_name, j.user_id, l.as_of_day
        union all
        select
            'repository', coalesce(r.repository_path, r.gitlab_project_id), 'GitLab', p.package_version, a.user_id,
            max(f.day), l.as_of_day
        from report.repository_listing('-infinity', 'infinity') l
        join mart.bridge_repository_package b on b.valid_from <= l.as_of_day and l.as_of_day < b.valid_to
        join mart.dim_package p on p.package_key = b.package_key and p.ecosystem_name = 'runtime'
            and lower(p.package_name) = lower($2) and report.is_version(p.package_version, $1)
        join report.repository_author(l.as_of_day) a on a.repository_id = b.repository_id and a.has_authored
        -- It is named as it is called now, and has its commits from when it was called otherwise too.
        cross join lateral (
            select r.repository_path, r.gitlab_project_id
            from mart.dim_repository r
            where r.repository_id = b.repository_id
            order by r.valid_from desc
            limit 1
        ) r
        join mart.dim_repository v on v.repository_id = b.repository_id
        left join mart.fact_commit_day f on f.repository_key = v.repository_key and f.user_id = a.user_id
            and f.commit_count > 0 and f.day > l.as_of_day - 365 and f.day <= l.as_of_day
        group by b.repository_id, coalesce(r.repository_path, r.gitlab_project_id), p.package_version, a.user_id,
            l.as_of_day
    ), person as (
        select p.*, n.manager_user_id, m.pseudonym as manager_pseudonym
        from report.folded_person(array(select distinct user_id from asset), '9999-12-31') p
        join mart.dim_user_now n using (user_id)
        left join mart.dim_user_now m on m.user_id = n.manager_user_id
    )
    select
        a.asset_kind, a.asset_name, a.place_name, a.version_name, a.user_id, p.pseudonym, p.department_name,
        p.manager_user_id, p.manager_pseudonym, a.last_used_on, a.as_of_day, p.is_platform_team
    from asset a
    join person p using (user_id)
    order by a.asset_kind, a.last_used_on desc nulls last, a.asset_name, a.user_id
$$;
comment on function report.runtime_impact(text, text) is
    'What would be hit if a version of R (or, as second argument, Python) were withdrawn, one row per thing x person: '
    'interactive containers running at the end of the last loaded day, published items of the last complete listing, '
    'names of batch jobs that ended in the last 90 days, and repositories in use whose lock file asks for it, with '
    'those who committed to them in 365 days; each with the person''s manager. A version such as 4.0 means all of '
    'these; what it runs on that does not say its version is not in it.';

create or replace function hr.runtime_impact(version text, language text default 'R')
returns table (
    asset_kind text,
    asset_name text,
    place_name text,
    version_name text,
    user_id bigint,
    pseudonym text,
    department_name text,
    manager_user_id bigint,
    manager_pseudonym text,
    last_used_on date,
    as_of_day date,
    is_platform_team boolean,
    identifiers text,
    manager_identifiers text)
language sql stable
as $$
    select
        r.*,
        (select string_agg(distinct i.identifier, ', ' order by i.identifier)
            from hr.bridge_identity i where i.user_id = r.user_id),
        (select string_agg(distinct i.identifier, ', ' order by i.identifier)
            from hr.bridge_identity i where i.user_id = r.manager_user_id)
    from report.runtime_impact($1, $2) r
$$;
comment on function hr.runtime_impact(text, text) is
    'As report.runtime_impact, with the identifiers of the people and of their managers. Every read of schema hr needs '
    'a purpose.';
