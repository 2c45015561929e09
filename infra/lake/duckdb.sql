-- The lake's tables for DuckDB, made of the table records in warehouse-ddl; see README.md.
-- Replace LAKE_ADDRESS by the address of the lake.
-- A view of a table of which the lake has no file yet cannot be made, nor what reads it:
-- go on after errors.
set timezone = 'UTC';

-- Grain: one department. Three levels; the key stays through renames that the reference file departments.csv maps.
create or replace view slice_dim_department as
select department_key, department_name, division_name, organization_name, first_seen_on, last_seen_on, department_code, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_department/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_department as
select department_key, department_name, division_name, organization_name, first_seen_on, last_seen_on, department_code
from (
    select
        department_key,
        department_name,
        division_name,
        organization_name,
        min(first_seen_on) over (partition by department_key) as first_seen_on,
        max(last_seen_on) over (partition by department_key) as last_seen_on,
        department_code,
        row_number() over (partition by department_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_department) slice
) member
where place = 1;

-- Grain: one version of one person. Pseudonymous. Slowly changing, type 2: valid_from inclusive, valid_to exclusive; days before the first version use it. A login that HR does not know is an inferred member.
create or replace view slice_dim_user as
select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_user/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_user as
select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key
from (
    select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key, day, max(day) over (partition by user_id) as last_day
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_user) slice
    where source = 'hr'
) known
where day = last_day
union all
select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key
from (
    select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key,
        row_number() over (partition by user_key order by day desc, source) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_user) slice
    where is_inferred and user_id not in (
        select user_id from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_user) slice where source = 'hr')
) inferred
where place = 1;

-- Grain: one project. Found by the rules file over tags, paths, accounts and namespaces.
create or replace view slice_dim_project as
select project_key, project_name, study_name, account_name, parent_project_name, owner_user_id, cost_center_name, quota_core_hours, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_project/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_project as
select project_key, project_name, study_name, account_name, parent_project_name, owner_user_id, cost_center_name, quota_core_hours, first_seen_on, last_seen_on
from (
    select
        project_key,
        project_name,
        study_name,
        account_name,
        parent_project_name,
        owner_user_id,
        cost_center_name,
        quota_core_hours,
        min(first_seen_on) over (partition by project_key) as first_seen_on,
        max(last_seen_on) over (partition by project_key) as last_seen_on,
        row_number() over (partition by project_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_project) slice
) member
where place = 1;

-- Grain: one cluster or account, or one environment of it.
create or replace view slice_dim_compute_system as
select compute_system_key, compute_system_name, cluster_name, scheduler_name, environment_name, region_name, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_compute_system/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_compute_system as
select compute_system_key, compute_system_name, cluster_name, scheduler_name, environment_name, region_name, first_seen_on, last_seen_on
from (
    select
        compute_system_key,
        compute_system_name,
        cluster_name,
        scheduler_name,
        environment_name,
        region_name,
        min(first_seen_on) over (partition by compute_system_key) as first_seen_on,
        max(last_seen_on) over (partition by compute_system_key) as last_seen_on,
        row_number() over (partition by compute_system_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_compute_system) slice
) member
where place = 1;

-- Grain: one compute system. From settings (sce.sources.prometheus.idle-limit), for environments that containers ran in.
create or replace view slice_dim_platform_rule as
select compute_system_key, idle_limit_seconds, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_platform_rule/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_platform_rule as
select compute_system_key, idle_limit_seconds, first_seen_on, last_seen_on
from (
    select
        compute_system_key,
        idle_limit_seconds,
        min(first_seen_on) over (partition by compute_system_key) as first_seen_on,
        max(last_seen_on) over (partition by compute_system_key) as last_seen_on,
        row_number() over (partition by compute_system_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_platform_rule) slice
) member
where place = 1;

-- Grain: one container image (registry, repository, tag and digest).
create or replace view slice_dim_image as
select image_key, registry_name, repository_name, tag_name, digest, r_version, r_version_minor, r_version_sort, python_version, python_version_minor, python_version_sort, quarto_version, quarto_version_minor, quarto_version_sort, ide_name, image_status, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_image/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_image as
select image_key, registry_name, repository_name, tag_name, digest, r_version, r_version_minor, r_version_sort, python_version, python_version_minor, python_version_sort, quarto_version, quarto_version_minor, quarto_version_sort, ide_name, image_status, first_seen_on, last_seen_on
from (
    select
        image_key,
        registry_name,
        repository_name,
        tag_name,
        digest,
        r_version,
        r_version_minor,
        r_version_sort,
        python_version,
        python_version_minor,
        python_version_sort,
        quarto_version,
        quarto_version_minor,
        quarto_version_sort,
        ide_name,
        image_status,
        min(first_seen_on) over (partition by image_key) as first_seen_on,
        max(last_seen_on) over (partition by image_key) as last_seen_on,
        row_number() over (partition by image_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_image) slice
) member
where place = 1;

-- Grain: one container incarnation (pod uid x container). Count containers as distinct container_id: a pod re-created under the same workload is the same container. Reference rows without facts are past containers.
create or replace view slice_dim_container as
select container_key, container_id, pod_uid, container_kind, container_name, namespace_name, pod_name, workload_kind, workload_name, ide_name, user_id, compute_system_key, created_at, started_at, ended_at, ended_by, last_active_on, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_container/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_container as
select container_key, container_id, pod_uid, container_kind, container_name, namespace_name, pod_name, workload_kind, workload_name, ide_name, user_id, compute_system_key, created_at, started_at, ended_at, ended_by, last_active_on, first_seen_on, last_seen_on
from (
    select
        container_key,
        container_id,
        pod_uid,
        container_kind,
        container_name,
        namespace_name,
        pod_name,
        workload_kind,
        workload_name,
        ide_name,
        user_id,
        compute_system_key,
        created_at,
        min(started_at) over (partition by container_key) as started_at,
        ended_at,
        ended_by,
        max(last_active_on) over (partition by container_key) as last_active_on,
        min(first_seen_on) over (partition by container_key) as first_seen_on,
        max(last_seen_on) over (partition by container_key) as last_seen_on,
        row_number() over (partition by container_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_container) slice
) member
where place = 1
and not (pod_uid is null and pod_name is null and (
  last_seen_on < (
    select max(last_seen_on) from slice_dim_container where pod_uid is null and pod_name is null)
  or container_id in (select container_id from slice_dim_container where pod_name is not null)));

-- Grain: one queue of a batch scheduler. AWS Batch job queues, Slurm and LSF partitions and queues.
create or replace view slice_dim_queue as
select queue_key, queue_name, compute_system_key, priority_number, queue_state, compute_environment_names, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_queue/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_queue as
select queue_key, queue_name, compute_system_key, priority_number, queue_state, compute_environment_names, first_seen_on, last_seen_on
from (
    select
        queue_key,
        queue_name,
        compute_system_key,
        priority_number,
        queue_state,
        compute_environment_names,
        min(first_seen_on) over (partition by queue_key) as first_seen_on,
        max(last_seen_on) over (partition by queue_key) as last_seen_on,
        row_number() over (partition by queue_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_queue) slice
) member
where place = 1;

-- Grain: one revision of a job definition. AWS Batch only: other schedulers have none.
create or replace view slice_dim_job_definition as
select job_definition_key, job_definition_name, revision_number, platform_name, compute_system_key, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_job_definition/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_job_definition as
select job_definition_key, job_definition_name, revision_number, platform_name, compute_system_key, first_seen_on, last_seen_on
from (
    select
        job_definition_key,
        job_definition_name,
        revision_number,
        platform_name,
        compute_system_key,
        min(first_seen_on) over (partition by job_definition_key) as first_seen_on,
        max(last_seen_on) over (partition by job_definition_key) as last_seen_on,
        row_number() over (partition by job_definition_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_job_definition) slice
) member
where place = 1;

-- Grain: one volume (claim, home drive, file system).
create or replace view slice_dim_volume as
select volume_key, volume_name, namespace_name, volume_kind, storage_class_name, region_name, user_id, compute_system_key, created_at, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_volume/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_volume as
select volume_key, volume_name, namespace_name, volume_kind, storage_class_name, region_name, user_id, compute_system_key, created_at, first_seen_on, last_seen_on
from (
    select
        volume_key,
        volume_name,
        namespace_name,
        volume_kind,
        storage_class_name,
        region_name,
        user_id,
        compute_system_key,
        created_at,
        min(first_seen_on) over (partition by volume_key) as first_seen_on,
        max(last_seen_on) over (partition by volume_key) as last_seen_on,
        row_number() over (partition by volume_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_volume) slice
) member
where place = 1;

-- Grain: one rate of one compute system, valid from a day. From the reference file prices.csv.
create or replace view slice_dim_rate as
select rate_key, compute_system_name, rate_kind, resource_name, amount_usd, valid_from, valid_to, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_rate/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_rate as
select rate_key, compute_system_name, rate_kind, resource_name, amount_usd, valid_from, valid_to, first_seen_on, last_seen_on
from (
    select
        rate_key,
        compute_system_name,
        rate_kind,
        resource_name,
        amount_usd,
        valid_from,
        valid_to,
        min(first_seen_on) over (partition by rate_key) as first_seen_on,
        max(last_seen_on) over (partition by rate_key) as last_seen_on,
        row_number() over (partition by rate_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_rate) slice
) member
where place = 1;

-- Grain: one region, valid from a day. From the reference file carbon_factors.csv.
create or replace view slice_dim_carbon_factor as
select carbon_factor_key, region_name, factor_set_name, grid_kg_per_kwh, min_watts_per_vcpu, max_watts_per_vcpu, pue_ratio, valid_from, valid_to, first_seen_on, last_seen_on, watts_per_gpu, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_carbon_factor/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_carbon_factor as
select carbon_factor_key, region_name, factor_set_name, grid_kg_per_kwh, min_watts_per_vcpu, max_watts_per_vcpu, pue_ratio, valid_from, valid_to, first_seen_on, last_seen_on, watts_per_gpu
from (
    select
        carbon_factor_key,
        region_name,
        factor_set_name,
        grid_kg_per_kwh,
        min_watts_per_vcpu,
        max_watts_per_vcpu,
        pue_ratio,
        valid_from,
        valid_to,
        min(first_seen_on) over (partition by carbon_factor_key) as first_seen_on,
        max(last_seen_on) over (partition by carbon_factor_key) as last_seen_on,
        watts_per_gpu,
        row_number() over (partition by carbon_factor_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_carbon_factor) slice
) member
where place = 1;

-- Grain: one content item of a content server. Attributes are of the last day seen. State (deployment, bundles, permissions) is known from the first night on; an item that only events name has nulls.
create or replace view slice_dim_content as
select content_key, content_guid, content_name, content_title, app_mode, content_type, user_id, access_type, deployment_state, created_at, last_deployed_at, last_uploaded_at, r_version, r_version_minor, r_version_sort, python_version, python_version_minor, python_version_sort, quarto_version, quarto_version_minor, quarto_version_sort, bundle_count, bundle_bytes, permission_count, cpu_request_cores, has_schedule, sends_mail, is_git_backed, is_locked, deleted_observed_on, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_content/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_content as
select content_key, content_guid, content_name, content_title, app_mode, content_type, user_id, access_type, deployment_state, created_at, last_deployed_at, last_uploaded_at, r_version, r_version_minor, r_version_sort, python_version, python_version_minor, python_version_sort, quarto_version, quarto_version_minor, quarto_version_sort, bundle_count, bundle_bytes, permission_count, cpu_request_cores, has_schedule, sends_mail, is_git_backed, is_locked, deleted_observed_on, first_seen_on, last_seen_on
from (
    select
        content_key,
        content_guid,
        content_name,
        content_title,
        app_mode,
        content_type,
        user_id,
        access_type,
        deployment_state,
        created_at,
        last_deployed_at,
        last_uploaded_at,
        r_version,
        r_version_minor,
        r_version_sort,
        python_version,
        python_version_minor,
        python_version_sort,
        quarto_version,
        quarto_version_minor,
        quarto_version_sort,
        bundle_count,
        bundle_bytes,
        permission_count,
        cpu_request_cores,
        has_schedule,
        sends_mail,
        is_git_backed,
        is_locked,
        deleted_observed_on,
        min(first_seen_on) over (partition by content_key) as first_seen_on,
        max(last_seen_on) over (partition by content_key) as last_seen_on,
        row_number() over (partition by content_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_content) slice
) member
where place = 1;

-- Grain: one variant of a content item that runs on a schedule. From the server's list of schedules; where it offers none, from the scheduled runs alone.
create or replace view slice_dim_schedule as
select schedule_key, content_key, variant_key, schedule_type, schedule_rule, timezone_name, sends_mail, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_schedule/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_schedule as
select schedule_key, content_key, variant_key, schedule_type, schedule_rule, timezone_name, sends_mail, first_seen_on, last_seen_on
from (
    select
        schedule_key,
        content_key,
        variant_key,
        schedule_type,
        schedule_rule,
        timezone_name,
        sends_mail,
        min(first_seen_on) over (partition by schedule_key) as first_seen_on,
        max(last_seen_on) over (partition by schedule_key) as last_seen_on,
        row_number() over (partition by schedule_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_schedule) slice
) member
where place = 1;

-- Grain: one version of one package of one ecosystem.
create or replace view slice_dim_package as
select package_key, ecosystem_name, package_name, package_version, package_version_sort, origin_name, is_internal, released_on, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_package/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_package as
select package_key, ecosystem_name, package_name, package_version, package_version_sort, origin_name, is_internal, released_on, first_seen_on, last_seen_on
from (
    select
        package_key,
        ecosystem_name,
        package_name,
        package_version,
        package_version_sort,
        min(origin_name) over (partition by package_key) as origin_name,
        max(is_internal) over (partition by package_key) as is_internal,
        released_on,
        min(first_seen_on) over (partition by package_key) as first_seen_on,
        max(last_seen_on) over (partition by package_key) as last_seen_on,
        row_number() over (partition by package_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_package) slice
) member
where place = 1;

-- Grain: one version of a language that is installed on the content server or in an image of it. Still installed where last_seen_on is the last day on which installations were listed.
create or replace view slice_dim_runtime as
select runtime_key, language_name, runtime_version, runtime_version_minor, runtime_version_sort, cluster_name, image_name, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_runtime/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_runtime as
select runtime_key, language_name, runtime_version, runtime_version_minor, runtime_version_sort, cluster_name, image_name, first_seen_on, last_seen_on
from (
    select
        runtime_key,
        language_name,
        runtime_version,
        runtime_version_minor,
        runtime_version_sort,
        cluster_name,
        image_name,
        min(first_seen_on) over (partition by runtime_key) as first_seen_on,
        max(last_seen_on) over (partition by runtime_key) as last_seen_on,
        row_number() over (partition by runtime_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_runtime) slice
) member
where place = 1;

-- Grain: one version of one repository. Slowly changing, type 2: a version ends where path, visibility, default branch or archiving change; valid_from inclusive, valid_to exclusive. Days before the first listing use the first version. mart.dim_repository_now has each repository once.
create or replace view slice_dim_repository as
select repository_key, repository_id, gitlab_project_id, valid_from, valid_to, is_current, repository_path, namespace_kind, visibility_name, default_branch, is_archived, is_fork, topic_names, user_id, created_at, deleted_observed_on, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/dim_repository/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view dim_repository as
select repository_key, repository_id, gitlab_project_id, valid_from, valid_to, is_current, repository_path, namespace_kind, visibility_name, default_branch, is_archived, is_fork, topic_names, user_id, created_at, deleted_observed_on, first_seen_on, last_seen_on
from (
    select
        repository_key,
        repository_id,
        gitlab_project_id,
        valid_from,
        valid_to,
        is_current,
        repository_path,
        namespace_kind,
        visibility_name,
        default_branch,
        is_archived,
        is_fork,
        topic_names,
        user_id,
        created_at,
        deleted_observed_on,
        min(first_seen_on) over (partition by repository_key) as first_seen_on,
        max(last_seen_on) over (partition by repository_key) as last_seen_on,
        row_number() over (partition by repository_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_dim_repository) slice
) member
where place = 1;

-- Grain: one person x user group x stretch of membership. By the reference file user_groups.csv, as it was on the last loaded day; a person may be in several groups, so sums over groups count people more than once.
create or replace view slice_bridge_user_group as
select user_id, group_name, valid_from, valid_to, day, filename
from read_parquet('LAKE_ADDRESS/curated/bridge_user_group/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view bridge_user_group as
select user_id, group_name, valid_from, valid_to
from slice_bridge_user_group
where day = (select max(day) from slice_bridge_user_group);

-- Grain: one content item x package version. From the package list of the content server; items whose environment the server does not manage have none. Still in use where last_seen_on is the last day on which packages were listed.
create or replace view slice_bridge_content_package as
select content_key, package_key, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/bridge_content_package/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view bridge_content_package as
select content_key, package_key, first_seen_on, last_seen_on
from (
    select
        content_key,
        package_key,
        min(first_seen_on) over (partition by content_key, package_key) as first_seen_on,
        max(last_seen_on) over (partition by content_key, package_key) as last_seen_on,
        row_number() over (partition by content_key, package_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_bridge_content_package) slice
) member
where place = 1;

-- Grain: one group of the content server x person in it. Groups are given permissions on content. Still a member where last_seen_on is the last day on which groups were listed.
create or replace view slice_bridge_content_group as
select group_key, user_id, group_name, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/bridge_content_group/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view bridge_content_group as
select group_key, user_id, group_name, first_seen_on, last_seen_on
from (
    select
        group_key,
        user_id,
        group_name,
        min(first_seen_on) over (partition by group_key, user_id) as first_seen_on,
        max(last_seen_on) over (partition by group_key, user_id) as last_seen_on,
        row_number() over (partition by group_key, user_id order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_bridge_content_group) slice
) member
where place = 1;

-- Grain: one repository x language x stretch of days with one share. The five greatest shares of the default branch, as GitLab gives them: rarer languages are missing. Notebooks count with all that is in them. A day has the rows with valid_from <= day < valid_to; days before the first listing have none.
create or replace view slice_bridge_repository_language as
select repository_id, language_name, valid_from, valid_to, share_percent, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/bridge_repository_language/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view bridge_repository_language as
select repository_id, language_name, valid_from, valid_to, share_percent, first_seen_on, last_seen_on
from (
    select
        repository_id,
        language_name,
        valid_from,
        valid_to,
        share_percent,
        min(first_seen_on) over (partition by repository_id, language_name, valid_from) as first_seen_on,
        max(last_seen_on) over (partition by repository_id, language_name, valid_from) as last_seen_on,
        row_number() over (partition by repository_id, language_name, valid_from order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_bridge_repository_language) slice
) member
where place = 1;

-- Grain: one repository x package version x stretch of days. From lock files on the default branch: valid from the day first seen until the day gone. What a file asks for without an exact version has the version 'unpinned', unless another file of the repository says which. Days before the first listing have none.
create or replace view slice_bridge_repository_package as
select repository_id, package_key, valid_from, valid_to, first_seen_on, last_seen_on, day, filename
from read_parquet('LAKE_ADDRESS/curated/bridge_repository_package/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);
create or replace view bridge_repository_package as
select repository_id, package_key, valid_from, valid_to, first_seen_on, last_seen_on
from (
    select
        repository_id,
        package_key,
        valid_from,
        valid_to,
        min(first_seen_on) over (partition by repository_id, package_key, valid_from) as first_seen_on,
        max(last_seen_on) over (partition by repository_id, package_key, valid_from) as last_seen_on,
        row_number() over (partition by repository_id, package_key, valid_from order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(filename, '([^/]+)[.]parquet$', 1) as source from slice_bridge_repository_package) slice
) member
where place = 1;

-- Grain: one container incarnation (pod uid x container) x UTC hour in which it ran. From Prometheus (cAdvisor and kube-state-metrics). An hour that two days of the reporting zone share has a row in each. Pause and init containers have none.
create or replace view fact_container_hour as
select hour_at, container_key, image_key, user_id, project_key, compute_system_key, source, running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds, cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max, memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds, band_2_seconds, band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds, network_receive_bytes, network_transmit_bytes, disk_read_bytes, disk_write_bytes, day
from read_parquet('LAKE_ADDRESS/curated/fact_container_hour/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one container incarnation (pod uid x container) x day in which it ran. From Prometheus; the sum of its hours. Restated only when the day is loaded again.
create or replace view fact_container_day as
select container_key, image_key, user_id, project_key, compute_system_key, source, running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds, cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max, memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds, band_2_seconds, band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds, network_receive_bytes, network_transmit_bytes, disk_read_bytes, disk_write_bytes, cpu_unknown_hours_count, missing_left_edge_count, unobserved_gap_count, restart_count, is_running_at_day_end, age_days, day
from read_parquet('LAKE_ADDRESS/curated/fact_container_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one environment x user group x 5 minutes. Interactive containers only. A person counts in each of their groups and in group all; only all may be summed. From Prometheus.
create or replace view fact_demand_5min as
select interval_start_at, compute_system_key, user_group, source, running_container_count, running_seconds, cpu_core_seconds, memory_byte_seconds, observed_container_count, day
from read_parquet('LAKE_ADDRESS/curated/fact_demand_5min/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one environment x user group x reservation x step of node demand x day: a histogram. For each five minutes of the day 1,000 nodes are filled with as many containers as the reservation lets on one, drawn with replacement among those that ran then and whose use is known; the draws are the same whenever the day is built. Interactive containers only. A person counts in each of their groups and in group all; only all may be summed. From Prometheus.
create or replace view fact_rightsizing_day as
select compute_system_key, user_group, source, reservation_cores, demand_step, containers_per_node, node_cores, draw_count, memory_exceeded_draw_count, day
from read_parquet('LAKE_ADDRESS/curated/fact_rightsizing_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one volume x day, as at day end. All measures are semi-additive: never summed over days. Nor over volumes: a home that several sources tell of has a row of each, and a file system holds the drives in it; sum over volume_day_counted, which has each once. Volume metrics exist only while a pod mounts the claim, so the last known value is carried forward and says so.
create or replace view fact_volume_day as
select volume_key, user_id, project_key, compute_system_key, source, used_bytes, file_count, soft_limit_bytes, hard_limit_bytes, requested_bytes, measured_at, is_carried_forward, day
from read_parquet('LAKE_ADDRESS/curated/fact_volume_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one compute system x day: what there was to use. Kubernetes: cores of nodes that were up x time up, one row per cluster (its environment is null). AWS Batch: capacity is null, since only its limit is known.
create or replace view fact_capacity_day as
select compute_system_key, source, node_count_max, node_up_seconds, capacity_core_seconds, allocatable_core_seconds, capacity_memory_byte_seconds, capacity_gpu_seconds, container_cpu_core_seconds, node_cpu_core_seconds, limit_core_seconds, day
from read_parquet('LAKE_ADDRESS/curated/fact_capacity_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one finished job attempt, on the day it ended. AWS Batch, Slurm, LSF. Children of arrays are jobs, the arrays are not; a multi-node job is one row with the sum of its nodes. A job that never got a node has a row with is_started = false and no times or core time: count it, do not average it.
create or replace view fact_batch_job as
select batch_job_key, queue_key, job_definition_key, image_key, user_id, project_key, compute_system_key, source, job_id, attempt_number, job_name, array_job_id, array_index, submitted_at, eligible_at, started_at, ended_at, job_state, reason_text, exit_code, is_started, node_count, core_count, gpu_count, memory_request_bytes, memory_bytes_max, wait_seconds, eligible_wait_seconds, wall_seconds, cpu_allocated_core_seconds, cpu_core_seconds, gpu_seconds, node_seconds, day
from read_parquet('LAKE_ADDRESS/curated/fact_batch_job/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one job attempt x day, with that day's share. Rows: days on which the attempt ran, started or ended, and for the first attempt the day of submission. Jobs that run on at the end of the day have their share: nothing waits for their end. Jobs running over a range = distinct batch_job_key with is_running.
create or replace view fact_batch_job_day as
select batch_job_key, queue_key, job_definition_key, image_key, user_id, project_key, compute_system_key, source, job_id, attempt_number, job_name, is_submitted, is_started, is_ended, is_running, core_count, wall_seconds, cpu_allocated_core_seconds, cpu_core_seconds, gpu_seconds, node_seconds, memory_request_byte_seconds, wait_seconds, eligible_wait_seconds, day
from read_parquet('LAKE_ADDRESS/curated/fact_batch_job_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one visit of a content item. On the day it began. A hit of the same person on the same item 60 seconds or less after the previous hit belongs to the same visit; anonymous hits are never merged across user agents.
create or replace view fact_content_visit as
select visit_key, content_key, user_id, project_key, source, started_at, hit_count, session_seconds, is_anonymous, is_owner, is_monitor, day
from read_parquet('LAKE_ADDRESS/curated/fact_content_visit/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one content item x day. Each item of the day's listing, and each that an event names. Counts of visits leave monitors out. Columns of the listing are null for days before the first night.
create or replace view fact_content_day as
select content_key, user_id, project_key, source, visit_count, owner_visit_count, anonymous_visit_count, monitor_visit_count, visitor_count, session_seconds, run_count, failed_run_count, run_seconds, upload_count, bundle_count, bundle_bytes, is_listed, deployment_state, day
from read_parquet('LAKE_ADDRESS/curated/fact_content_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one render, scheduled run or build of a content item that came to its end. On the day it ended; a killed one on the day of its last heartbeat. Processes of interactive applications are none.
create or replace view fact_content_run as
select run_key, content_key, schedule_key, user_id, project_key, source, run_kind, tag_name, outcome, queued_at, started_at, ended_at, wait_seconds, run_seconds, exit_code, day
from read_parquet('LAKE_ADDRESS/curated/fact_content_run/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one schedule x day, as at day end. What its runs up to then say, carried from day to day.
create or replace view fact_schedule_day as
select schedule_key, content_key, user_id, project_key, source, run_count, failed_run_count, run_seconds, is_failing, failing_since_at, failures_in_row_count, last_success_at, last_run_at, next_run_at, is_dead, day
from read_parquet('LAKE_ADDRESS/curated/fact_schedule_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one person x action x day. Counts of the content server's audit log; what an entry says is not kept.
create or replace view fact_audit_day as
select user_id, project_key, source, action_name, entry_count, day
from read_parquet('LAKE_ADDRESS/curated/fact_audit_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one window x day: accounts active in the days before. As the content server itself counts them, whose idea of activity is its own. Semi-additive: never summed over days or windows.
create or replace view fact_account_day as
select source, window_day_count, account_count, administrator_count, publisher_count, viewer_count, day
from read_parquet('LAKE_ADDRESS/curated/fact_account_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one repository x day. Each repository of the day's listing, and each that an event names. Columns of the listing are null for days before the first night; what the server was not asked again about is carried forward.
create or replace view fact_repository_day as
select repository_key, user_id, project_key, source, commit_count, merge_commit_count, added_line_count, deleted_line_count, author_count, pipeline_count, failed_pipeline_count, job_seconds, is_listed, storage_bytes, repository_bytes, lfs_bytes, artifact_bytes, package_bytes, total_commit_count, member_count, lock_file_count, package_count, day
from read_parquet('LAKE_ADDRESS/curated/fact_repository_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one repository x author x day. Commits of all branches, each once per repository, on the day they were committed. A commit that is pushed more than the restatement window after that day is not seen; forks show the commits they share.
create or replace view fact_commit_day as
select repository_key, user_id, project_key, source, commit_count, merge_commit_count, added_line_count, deleted_line_count, day
from read_parquet('LAKE_ADDRESS/curated/fact_commit_day/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one pipeline. On the day it was created, as it was when last asked for: one that runs beyond the restatement window stays unfinished. Times are those of its jobs, retried ones included.
create or replace view fact_pipeline as
select pipeline_key, repository_key, user_id, project_key, source, trigger_name, outcome, created_at, started_at, finished_at, wait_seconds, run_seconds, job_count, failed_job_count, job_seconds, day
from read_parquet('LAKE_ADDRESS/curated/fact_pipeline/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);

-- Grain: one person, as they are now. The current version of each person of dim_user.
create or replace view dim_user_now as
select user_id, pseudonym, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key
from dim_user
where is_current;
