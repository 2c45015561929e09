-- The lake's tables for Spark SQL, made of the table records in warehouse-ddl; see README.md.
-- Replace LAKE_ADDRESS by the address of the lake.
-- Partitions are found by listing files at each query, so none has to be announced.
set spark.sql.hive.manageFilesourcePartitions = false;
set spark.sql.session.timeZone = UTC;

-- Grain: one department. Three levels; the key stays through renames that the reference file departments.csv maps.
create table if not exists slice_dim_department (
    `department_key` bigint comment 'Surrogate key; 0 = unknown',
    `department_name` string comment 'Name of the department',
    `division_name` string comment 'Level above; null = none',
    `organization_name` string comment 'Top level; null = none',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `department_code` string comment 'Code as HR gives it, else the name; null = unknown',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_department';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_department) slice
) member
where place = 1;

-- Grain: one version of one person. Pseudonymous. Slowly changing, type 2: valid_from inclusive, valid_to exclusive; days before the first version use it. A login that HR does not know is an inferred member.
create table if not exists slice_dim_user (
    `user_key` bigint comment 'Surrogate key of the version; 0 = unknown, -1 = not applicable',
    `user_id` bigint comment 'Durable key of the person, the same in every version',
    `pseudonym` string comment 'HMAC that stands for the person; no name or login can be read from it',
    `valid_from` date comment 'First day of the version',
    `valid_to` date comment 'Day after its last; 9999-12-31 = open',
    `is_current` boolean comment 'Whether it is the latest version',
    `is_inferred` boolean comment 'Whether HR does not know the person',
    `department_name` string comment 'Department; null = unknown',
    `division_name` string comment 'Division; null = unknown',
    `site_name` string comment 'Site; null = unknown',
    `country_name` string comment 'Country; null = unknown',
    `cost_center_name` string comment 'Cost centre; null = unknown',
    `job_role_name` string comment 'Job role; null = unknown',
    `is_manager` boolean comment 'Whether others report to them; null = unknown',
    `manager_user_id` bigint comment 'user_id of the manager of that time; null = unknown',
    `is_platform_team` boolean comment 'Whether they belong to the platform team (reference file platform_team.csv)',
    `employment_status` string comment 'employed, left or unknown',
    `left_on` date comment 'Day they left; null = not left or unknown',
    `department_key` bigint comment 'Department, with its levels, the same through renames; 0 = unknown, null = built before there were any',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_user';
create or replace view dim_user as
select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key
from (
    select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key, day, max(day) over (partition by user_id) as last_day
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_user) slice
    where source = 'hr'
) known
where day = last_day
union all
select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key
from (
    select user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key,
        row_number() over (partition by user_key order by day desc, source) as place
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_user) slice
    where is_inferred and user_id not in (
        select user_id from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_user) slice where source = 'hr')
) inferred
where place = 1;

-- Grain: one project. Found by the rules file over tags, paths, accounts and namespaces.
create table if not exists slice_dim_project (
    `project_key` bigint comment 'Surrogate key; 0 = unknown',
    `project_name` string comment 'Name or code of the project',
    `study_name` string comment 'Study it belongs to; null = none',
    `account_name` string comment 'Account or allocation; null = none',
    `parent_project_name` string comment 'Project above; null = none',
    `owner_user_id` bigint comment 'user_id of its owner; null = unknown',
    `cost_center_name` string comment 'Cost centre; null = unknown',
    `quota_core_hours` double comment 'Core hours granted; null = none',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_project';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_project) slice
) member
where place = 1;

-- Grain: one cluster or account, or one environment of it.
create table if not exists slice_dim_compute_system (
    `compute_system_key` bigint comment 'Surrogate key; 0 = unknown',
    `compute_system_name` string comment 'Cluster or account, and environment, in one text',
    `cluster_name` string comment 'Cluster or account',
    `scheduler_name` string comment 'kubernetes, aws_batch, slurm, lsf, connect',
    `environment_name` string comment 'Environment (a user interface of the platform); null = the whole cluster',
    `region_name` string comment 'Region, for carbon factors; null = unknown',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_compute_system';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_compute_system) slice
) member
where place = 1;

-- Grain: one compute system. From settings (sce.sources.prometheus.idle-limit), for environments that containers ran in.
create table if not exists slice_dim_platform_rule (
    `compute_system_key` bigint comment 'Cluster and environment',
    `idle_limit_seconds` bigint comment 'Idle time after which the platform ends an interactive container; null = no such rule is set',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_platform_rule';
create or replace view dim_platform_rule as
select compute_system_key, idle_limit_seconds, first_seen_on, last_seen_on
from (
    select
        compute_system_key,
        idle_limit_seconds,
        min(first_seen_on) over (partition by compute_system_key) as first_seen_on,
        max(last_seen_on) over (partition by compute_system_key) as last_seen_on,
        row_number() over (partition by compute_system_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_platform_rule) slice
) member
where place = 1;

-- Grain: one container image (registry, repository, tag and digest).
create table if not exists slice_dim_image (
    `image_key` bigint comment 'Surrogate key; 0 = unknown',
    `registry_name` string comment 'Registry host; null = none given',
    `repository_name` string comment 'Repository, without registry',
    `tag_name` string comment 'Tag; null = none given',
    `digest` string comment 'Digest; null = none given',
    `r_version` string comment 'R version of the image; null = none or unknown',
    `r_version_minor` string comment 'Its first two parts, such as 4.3; null = none or unknown',
    `r_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown',
    `python_version` string comment 'Python version of the image; null = none or unknown',
    `python_version_minor` string comment 'Its first two parts, such as 4.3; null = none or unknown',
    `python_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown',
    `quarto_version` string comment 'Quarto version of the image; null = none or unknown',
    `quarto_version_minor` string comment 'Its first two parts, such as 4.3; null = none or unknown',
    `quarto_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown',
    `ide_name` string comment 'RStudio, Jupyter, VS Code, Positron ...; null = unknown',
    `image_status` string comment 'validated, current, deprecated or withdrawn, by the reference file images.csv; null = not listed',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_image';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_image) slice
) member
where place = 1;

-- Grain: one container incarnation (pod uid x container). Count containers as distinct container_id: a pod re-created under the same workload is the same container. Reference rows without facts are past containers.
create table if not exists slice_dim_container (
    `container_key` bigint comment 'Surrogate key',
    `container_id` string comment 'Durable id of the container as its user sees it: keyed hash of cluster, namespace, workload and container name',
    `pod_uid` string comment 'Kubernetes uid of the pod; null = unknown',
    `container_kind` string comment 'interactive, batch, content, ci, system, sidecar or unknown',
    `container_name` string comment 'Name of the container in its pod, logins masked',
    `namespace_name` string comment 'Kubernetes namespace, logins masked',
    `pod_name` string comment 'Pod, logins masked; null for past containers',
    `workload_kind` string comment 'Kind of the owner: Deployment, StatefulSet, Job, PersistentVolumeClaim, Pod ...; null = unknown',
    `workload_name` string comment 'Name of the owner, logins masked; null = unknown',
    `ide_name` string comment 'IDE that runs in it; null = unknown',
    `user_id` bigint comment 'Person who owns it; 0 = nobody known',
    `compute_system_key` bigint comment 'Cluster and environment',
    `created_at` timestamp comment 'When the pod was created; null = unknown',
    `started_at` timestamp comment 'First start of the container; null = unknown',
    `ended_at` timestamp comment 'When it ended; null = not seen to end',
    `ended_by` string comment 'user, platform_rule, platform_rule_inferred or unknown; null = not ended',
    `last_active_on` date comment 'Last day with at least 10 minutes of active time; null = none seen',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_container';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_container) slice
) member
where place = 1
and not (pod_uid is null and pod_name is null and (
  last_seen_on < (
    select max(last_seen_on) from slice_dim_container where pod_uid is null and pod_name is null)
  or container_id in (select container_id from slice_dim_container where pod_name is not null)));

-- Grain: one queue of a batch scheduler. AWS Batch job queues, Slurm and LSF partitions and queues.
create table if not exists slice_dim_queue (
    `queue_key` bigint comment 'Surrogate key; 0 = unknown, -1 = not applicable',
    `queue_name` string comment 'Name of the queue, logins masked',
    `compute_system_key` bigint comment 'Cluster or account it belongs to',
    `priority_number` int comment 'Priority among queues, the greater first; null = unknown',
    `queue_state` string comment 'ENABLED or DISABLED; null = unknown',
    `compute_environment_names` string comment 'Compute environments that it places jobs on, in order, separated by commas; null = unknown',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_queue';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_queue) slice
) member
where place = 1;

-- Grain: one revision of a job definition. AWS Batch only: other schedulers have none.
create table if not exists slice_dim_job_definition (
    `job_definition_key` bigint comment 'Surrogate key; 0 = unknown, -1 = not applicable',
    `job_definition_name` string comment 'Name without revision, logins masked',
    `revision_number` int comment 'Revision; null = unknown',
    `platform_name` string comment 'EC2, FARGATE or EKS, by the jobs made of it; null = unknown',
    `compute_system_key` bigint comment 'Account it belongs to',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_job_definition';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_job_definition) slice
) member
where place = 1;

-- Grain: one volume (claim, home drive, file system).
create table if not exists slice_dim_volume (
    `volume_key` bigint comment 'Surrogate key',
    `volume_name` string comment 'Claim or path, logins masked',
    `namespace_name` string comment 'Kubernetes namespace, logins masked; null = none',
    `volume_kind` string comment 'home, project, scratch, filesystem or other',
    `storage_class_name` string comment 'Storage class; null = unknown',
    `region_name` string comment 'Region; null = unknown',
    `user_id` bigint comment 'Person who owns it; 0 = nobody known',
    `compute_system_key` bigint comment 'Cluster it is mounted on',
    `created_at` timestamp comment 'When the claim was created; null = unknown',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_volume';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_volume) slice
) member
where place = 1;

-- Grain: one rate of one compute system, valid from a day. From the reference file prices.csv.
create table if not exists slice_dim_rate (
    `rate_key` bigint comment 'Surrogate key',
    `compute_system_name` string comment 'Cluster or account; * = any',
    `rate_kind` string comment 'illustrative, node or billed',
    `resource_name` string comment 'core_hour, gpu_hour, storage_gib_month or node_day',
    `amount_usd` decimal(18,6) comment 'Price in USD per unit of the resource',
    `valid_from` date comment 'First day',
    `valid_to` date comment 'Day after the last; 9999-12-31 = open',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_rate';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_rate) slice
) member
where place = 1;

-- Grain: one region, valid from a day. From the reference file carbon_factors.csv.
create table if not exists slice_dim_carbon_factor (
    `carbon_factor_key` bigint comment 'Surrogate key',
    `region_name` string comment 'Region; * = any',
    `factor_set_name` string comment 'Name of the factor set, printed with every number',
    `grid_kg_per_kwh` decimal(18,6) comment 'Grid intensity, kg CO2e per kWh',
    `min_watts_per_vcpu` decimal(18,6) comment 'Power of an idle vCPU, W',
    `max_watts_per_vcpu` decimal(18,6) comment 'Power of a busy vCPU, W',
    `pue_ratio` decimal(18,6) comment 'Power usage effectiveness of the site',
    `valid_from` date comment 'First day',
    `valid_to` date comment 'Day after the last; 9999-12-31 = open',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `watts_per_gpu` decimal(18,6) comment 'Power of a GPU that is allocated, W; null = unknown, and energy is without it',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_carbon_factor';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_carbon_factor) slice
) member
where place = 1;

-- Grain: one content item of a content server. Attributes are of the last day seen. State (deployment, bundles, permissions) is known from the first night on; an item that only events name has nulls.
create table if not exists slice_dim_content (
    `content_key` bigint comment 'Surrogate key; 0 = unknown',
    `content_guid` string comment 'The server\'s durable identifier',
    `content_name` string comment 'Name, logins masked; null = never seen',
    `content_title` string comment 'Title, logins masked; null = none',
    `app_mode` string comment 'How the server runs it, as given; unknown = nothing deployed yet or never seen',
    `content_type` string comment 'application, api, document, pin, plot, site, static or other, by category and app_mode',
    `user_id` bigint comment 'Owner as of the last day seen; 0 = unknown',
    `access_type` string comment 'all, logged_in or acl; null = unknown',
    `deployment_state` string comment 'deployed, redeploy_failing (deployed, and its last build failed), never_succeeded (uploaded, never active), created_only (nothing uploaded), never_deployed (one of these two) or unknown',
    `created_at` timestamp comment 'When it was created; null = unknown',
    `last_deployed_at` timestamp comment 'When a bundle was last deployed successfully; null = never or unknown',
    `last_uploaded_at` timestamp comment 'When a bundle was last uploaded; null = never or unknown',
    `r_version` string comment 'R version of the active bundle; null = none or unknown',
    `r_version_minor` string comment 'Its first two parts, such as 4.3; null = none or unknown',
    `r_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown',
    `python_version` string comment 'Python version of the active bundle; null = none or unknown',
    `python_version_minor` string comment 'Its first two parts, such as 3.11; null = none or unknown',
    `python_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown',
    `quarto_version` string comment 'Quarto version of the active bundle; null = none or unknown',
    `quarto_version_minor` string comment 'Its first two parts, such as 1.4; null = none or unknown',
    `quarto_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown',
    `bundle_count` bigint comment 'Bundles kept; null = unknown',
    `bundle_bytes` bigint comment 'Bytes of all bundles kept; null = unknown',
    `permission_count` bigint comment 'Users and groups with a permission, the owner included; null = unknown',
    `cpu_request_cores` double comment 'Cores it asks for per process; null = server default or unknown',
    `has_schedule` boolean comment 'Whether a schedule renders it; null = unknown',
    `sends_mail` boolean comment 'Whether a schedule mails it; null = unknown',
    `is_git_backed` boolean comment 'Whether its bundles come from a Git repository; null = unknown',
    `is_locked` boolean comment 'Whether an administrator locked it; null = unknown',
    `deleted_observed_on` date comment 'Day on which a complete listing first lacked it; null = not deleted',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_content';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_content) slice
) member
where place = 1;

-- Grain: one variant of a content item that runs on a schedule. From the server's list of schedules; where it offers none, from the scheduled runs alone.
create table if not exists slice_dim_schedule (
    `schedule_key` bigint comment 'Surrogate key; 0 = unknown, -1 = run on no schedule',
    `content_key` bigint comment 'Content item it renders',
    `variant_key` string comment 'The server\'s key of the variant; empty = not said',
    `schedule_type` string comment 'minute, hour, day, week ...; null = known from runs only',
    `schedule_rule` string comment 'Rule as given; null = unknown',
    `timezone_name` string comment 'Time zone of the rule; null = unknown',
    `sends_mail` boolean comment 'Whether its result is mailed; null = unknown',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_schedule';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_schedule) slice
) member
where place = 1;

-- Grain: one version of one package of one ecosystem.
create table if not exists slice_dim_package (
    `package_key` bigint comment 'Surrogate key; 0 = unknown',
    `ecosystem_name` string comment 'r, python, ...',
    `package_name` string comment 'Name as given; of Python packages in lower case, with a hyphen for _ and .',
    `package_version` string comment 'Version as given',
    `package_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = no such version',
    `origin_name` string comment 'Where it comes from: CRAN, Bioconductor, PyPI, GitLab ...; null = unknown',
    `is_internal` boolean comment 'Whether it is the site\'s own; null = unknown',
    `released_on` date comment 'Day of its release; null = unknown',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_package';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_package) slice
) member
where place = 1;

-- Grain: one version of a language that is installed on the content server or in an image of it. Still installed where last_seen_on is the last day on which installations were listed.
create table if not exists slice_dim_runtime (
    `runtime_key` bigint comment 'Surrogate key; 0 = unknown',
    `language_name` string comment 'r, python, quarto, nodejs or tensorflow',
    `runtime_version` string comment 'Version as given',
    `runtime_version_minor` string comment 'Its first two parts, such as 4.3; null = no such parts',
    `runtime_version_sort` bigint comment 'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = no version',
    `cluster_name` string comment 'Cluster that has it; Local = the server\'s own host; empty = not said',
    `image_name` string comment 'Image that has it; Local = none; empty = not said',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_runtime';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_runtime) slice
) member
where place = 1;

-- Grain: one version of one repository. Slowly changing, type 2: a version ends where path, visibility, default branch or archiving change; valid_from inclusive, valid_to exclusive. Days before the first listing use the first version. mart.dim_repository_now has each repository once.
create table if not exists slice_dim_repository (
    `repository_key` bigint comment 'Surrogate key of the version; 0 = unknown',
    `repository_id` bigint comment 'Durable key, the same through renames and moves; 0 = unknown',
    `gitlab_project_id` string comment 'The server\'s durable number of the project',
    `valid_from` date comment 'First day of the version; 1900-01-01 = the first one',
    `valid_to` date comment 'Day after its last; 9999-12-31 = open',
    `is_current` boolean comment 'Whether it is the last version known',
    `repository_path` string comment 'Path with its groups, logins masked; null = never seen',
    `namespace_kind` string comment 'group or user, by whose namespace it lies in; null = unknown',
    `visibility_name` string comment 'public, internal or private; null = unknown',
    `default_branch` string comment 'Default branch, logins masked; null = none, or unknown',
    `is_archived` boolean comment 'Whether it is archived; null = unknown',
    `is_fork` boolean comment 'Whether it was forked from another one; null = unknown',
    `topic_names` string comment 'Topics, sorted, separated by commas, logins masked; null = none or unknown',
    `user_id` bigint comment 'Who created it; 0 = unknown',
    `created_at` timestamp comment 'When it was created; null = unknown',
    `deleted_observed_on` date comment 'Day on which a complete listing first lacked it; null = not deleted',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/dim_repository';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_dim_repository) slice
) member
where place = 1;

-- Grain: one person x user group x stretch of membership. By the reference file user_groups.csv, as it was on the last loaded day; a person may be in several groups, so sums over groups count people more than once.
create table if not exists slice_bridge_user_group (
    `user_id` bigint comment 'Person in the group',
    `group_name` string comment 'Name of the group',
    `valid_from` date comment 'First day of the membership',
    `valid_to` date comment 'Day after its last; 9999-12-31 = open',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/bridge_user_group';
create or replace view bridge_user_group as
select user_id, group_name, valid_from, valid_to
from slice_bridge_user_group
where day = (select max(day) from slice_bridge_user_group);

-- Grain: one content item x package version. From the package list of the content server; items whose environment the server does not manage have none. Still in use where last_seen_on is the last day on which packages were listed.
create table if not exists slice_bridge_content_package (
    `content_key` bigint comment 'Content item',
    `package_key` bigint comment 'Package version',
    `first_seen_on` date comment 'First day on which the list showed the version with the item: valid from here',
    `last_seen_on` date comment 'Last day on which the list showed the version with the item: valid to here, included',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/bridge_content_package';
create or replace view bridge_content_package as
select content_key, package_key, first_seen_on, last_seen_on
from (
    select
        content_key,
        package_key,
        min(first_seen_on) over (partition by content_key, package_key) as first_seen_on,
        max(last_seen_on) over (partition by content_key, package_key) as last_seen_on,
        row_number() over (partition by content_key, package_key order by last_seen_on desc, source desc) as place
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_bridge_content_package) slice
) member
where place = 1;

-- Grain: one group of the content server x person in it. Groups are given permissions on content. Still a member where last_seen_on is the last day on which groups were listed.
create table if not exists slice_bridge_content_group (
    `group_key` bigint comment 'Hash of the group\'s identifier; no other group has it',
    `user_id` bigint comment 'Person, durable',
    `group_name` string comment 'Name of the group, logins masked; null = not said',
    `first_seen_on` date comment 'First day on which the list showed the person in the group: member from here',
    `last_seen_on` date comment 'Last day on which the list showed the person in the group: member to here, included',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/bridge_content_group';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_bridge_content_group) slice
) member
where place = 1;

-- Grain: one repository x language x stretch of days with one share. The five greatest shares of the default branch, as GitLab gives them: rarer languages are missing. Notebooks count with all that is in them. A day has the rows with valid_from <= day < valid_to; days before the first listing have none.
create table if not exists slice_bridge_repository_language (
    `repository_id` bigint comment 'Repository, durable: join mart.dim_repository_now, or dim_repository by repository_id and day',
    `language_name` string comment 'Language, as given',
    `valid_from` date comment 'First day with this share',
    `valid_to` date comment 'Day after the last; 9999-12-31 = open',
    `share_percent` double comment 'Share of the bytes, in percent',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/bridge_repository_language';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_bridge_repository_language) slice
) member
where place = 1;

-- Grain: one repository x package version x stretch of days. From lock files on the default branch: valid from the day first seen until the day gone. What a file asks for without an exact version has the version 'unpinned', unless another file of the repository says which. Days before the first listing have none.
create table if not exists slice_bridge_repository_package (
    `repository_id` bigint comment 'Repository, durable: join mart.dim_repository_now, or dim_repository by repository_id and day',
    `package_key` bigint comment 'Package version',
    `valid_from` date comment 'First day on which a lock file said so',
    `valid_to` date comment 'First day on which none did; 9999-12-31 = open',
    `first_seen_on` date comment 'First day on which a source showed the member',
    `last_seen_on` date comment 'Last day on which a source showed the member; the attributes are of that day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/bridge_repository_package';
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
    from (select *, regexp_extract(_metadata.file_path, '([^/]+)[.]parquet$', 1) as source from slice_bridge_repository_package) slice
) member
where place = 1;

-- Grain: one container incarnation (pod uid x container) x UTC hour in which it ran. From Prometheus (cAdvisor and kube-state-metrics). An hour that two days of the reporting zone share has a row in each. Pause and init containers have none.
create table if not exists fact_container_hour (
    `hour_at` timestamp comment 'Start of the hour, UTC',
    `container_key` bigint comment 'Container incarnation',
    `image_key` bigint comment 'Image it ran; 0 = unknown',
    `user_id` bigint comment 'Person who owns the container, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `compute_system_key` bigint comment 'Cluster and environment it ran on',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `running_seconds` double comment 'Seconds from start to end inside the interval, pauses between restarts left out',
    `observed_seconds` double comment 'Seconds between neighbouring CPU samples at most the gap limit apart; coverage = observed / running',
    `cpu_core_seconds` double comment 'CPU time used, in core seconds: growth of container_cpu_usage_seconds_total over neighbouring samples, resets counted from zero; null = no CPU pair was seen',
    `cpu_cores_max` double comment 'Highest rate between two neighbouring samples, in cores; null = no CPU pair was seen',
    `cpu_request_core_seconds` double comment 'Requested cores x running time; 0 = shown without a request, null = kube-state-metrics does not show the container',
    `cpu_allocated_core_seconds` double comment 'CPU time kept from others: per hour the larger of requested and used, the known one where the other is null',
    `cpu_idle_allocated_core_seconds` double comment 'Allocated minus used, summed over hours whose used is known, never below 0; null = no such hour',
    `memory_byte_seconds` double comment 'Working set integrated over time, a value held for at most the gap limit; null = no memory sample',
    `memory_bytes_max` double comment 'Largest working set sample, in bytes; null = no memory sample',
    `memory_request_byte_seconds` double comment 'Requested memory x running time; 0 = shown without a request, null = kube-state-metrics does not show the container',
    `idle_seconds` double comment 'Observed seconds in which the rate stayed below the idle threshold',
    `active_seconds` double comment 'Observed seconds that were not idle',
    `band_0_seconds` double comment 'Observed seconds at [0, 0.05) cores; the seven bands sum to observed_seconds',
    `band_1_seconds` double comment 'Observed seconds at [0.05, 1) cores; the seven bands sum to observed_seconds',
    `band_2_seconds` double comment 'Observed seconds at [1, 2) cores; the seven bands sum to observed_seconds',
    `band_3_seconds` double comment 'Observed seconds at [2, 4) cores; the seven bands sum to observed_seconds',
    `band_4_seconds` double comment 'Observed seconds at [4, 8) cores; the seven bands sum to observed_seconds',
    `band_5_seconds` double comment 'Observed seconds at [8, 16) cores; the seven bands sum to observed_seconds',
    `band_6_seconds` double comment 'Observed seconds at [16, inf) cores; the seven bands sum to observed_seconds',
    `gpu_request_seconds` double comment 'Requested GPUs x running time; null = kube-state-metrics does not show the container',
    `network_receive_bytes` double comment 'Bytes received by the pod, booked on its main container; null = not measured',
    `network_transmit_bytes` double comment 'Bytes sent by the pod, booked on its main container; null = not measured',
    `disk_read_bytes` double comment 'Bytes read from block devices; null = not measured',
    `disk_write_bytes` double comment 'Bytes written to block devices; null = not measured',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_container_hour';

-- Grain: one container incarnation (pod uid x container) x day in which it ran. From Prometheus; the sum of its hours. Restated only when the day is loaded again.
create table if not exists fact_container_day (
    `container_key` bigint comment 'Container incarnation',
    `image_key` bigint comment 'Image it ran; 0 = unknown',
    `user_id` bigint comment 'Person who owns the container, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `compute_system_key` bigint comment 'Cluster and environment it ran on',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `running_seconds` double comment 'Seconds from start to end inside the interval, pauses between restarts left out',
    `observed_seconds` double comment 'Seconds between neighbouring CPU samples at most the gap limit apart; coverage = observed / running',
    `cpu_core_seconds` double comment 'CPU time used, in core seconds: growth of container_cpu_usage_seconds_total over neighbouring samples, resets counted from zero; null = no CPU pair was seen',
    `cpu_cores_max` double comment 'Highest rate between two neighbouring samples, in cores; null = no CPU pair was seen',
    `cpu_request_core_seconds` double comment 'Requested cores x running time; 0 = shown without a request, null = kube-state-metrics does not show the container',
    `cpu_allocated_core_seconds` double comment 'CPU time kept from others: per hour the larger of requested and used, the known one where the other is null',
    `cpu_idle_allocated_core_seconds` double comment 'Allocated minus used, summed over hours whose used is known, never below 0; null = no such hour',
    `memory_byte_seconds` double comment 'Working set integrated over time, a value held for at most the gap limit; null = no memory sample',
    `memory_bytes_max` double comment 'Largest working set sample, in bytes; null = no memory sample',
    `memory_request_byte_seconds` double comment 'Requested memory x running time; 0 = shown without a request, null = kube-state-metrics does not show the container',
    `idle_seconds` double comment 'Observed seconds in which the rate stayed below the idle threshold',
    `active_seconds` double comment 'Observed seconds that were not idle',
    `band_0_seconds` double comment 'Observed seconds at [0, 0.05) cores; the seven bands sum to observed_seconds',
    `band_1_seconds` double comment 'Observed seconds at [0.05, 1) cores; the seven bands sum to observed_seconds',
    `band_2_seconds` double comment 'Observed seconds at [1, 2) cores; the seven bands sum to observed_seconds',
    `band_3_seconds` double comment 'Observed seconds at [2, 4) cores; the seven bands sum to observed_seconds',
    `band_4_seconds` double comment 'Observed seconds at [4, 8) cores; the seven bands sum to observed_seconds',
    `band_5_seconds` double comment 'Observed seconds at [8, 16) cores; the seven bands sum to observed_seconds',
    `band_6_seconds` double comment 'Observed seconds at [16, inf) cores; the seven bands sum to observed_seconds',
    `gpu_request_seconds` double comment 'Requested GPUs x running time; null = kube-state-metrics does not show the container',
    `network_receive_bytes` double comment 'Bytes received by the pod, booked on its main container; null = not measured',
    `network_transmit_bytes` double comment 'Bytes sent by the pod, booked on its main container; null = not measured',
    `disk_read_bytes` double comment 'Bytes read from block devices; null = not measured',
    `disk_write_bytes` double comment 'Bytes written to block devices; null = not measured',
    `cpu_unknown_hours_count` int comment 'Hours of the day with a row but no known CPU use; idle cost leaves them out',
    `missing_left_edge_count` int comment 'CPU series that began inside the day without a known start: their use before the first sample is unknown',
    `unobserved_gap_count` int comment 'Pairs of CPU samples further apart than the edge, ending inside the day: booked nowhere',
    `restart_count` int comment 'Starts of the container inside the day after its first one',
    `is_running_at_day_end` boolean comment 'Whether it ran at the last instant of the day; semi-additive: never summed over days',
    `age_days` int comment 'Whole days from its creation to the end of the day; semi-additive; null = creation unknown',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_container_day';

-- Grain: one environment x user group x 5 minutes. Interactive containers only. A person counts in each of their groups and in group all; only all may be summed. From Prometheus.
create table if not exists fact_demand_5min (
    `interval_start_at` timestamp comment 'Start of the five minutes, UTC',
    `compute_system_key` bigint comment 'Cluster and environment it ran on',
    `user_group` string comment 'User group; all = everybody',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `running_container_count` int comment 'Containers that ran at any time in the five minutes; semi-additive',
    `running_seconds` double comment 'Running seconds of these containers',
    `cpu_core_seconds` double comment 'CPU time they used as far as known, in core seconds; divided by 300 it is cores; null = unknown of all of them',
    `memory_byte_seconds` double comment 'Their working set integrated over time as far as known; divided by 300 it is bytes; null = unknown of all of them',
    `observed_container_count` int comment 'Of these, containers whose CPU use is known; semi-additive; null = built by a version that did not count them',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_demand_5min';

-- Grain: one environment x user group x reservation x step of node demand x day: a histogram. For each five minutes of the day 1,000 nodes are filled with as many containers as the reservation lets on one, drawn with replacement among those that ran then and whose use is known; the draws are the same whenever the day is built. Interactive containers only. A person counts in each of their groups and in group all; only all may be summed. From Prometheus.
create table if not exists fact_rightsizing_day (
    `compute_system_key` bigint comment 'Cluster and environment it ran on',
    `user_group` string comment 'User group; all = everybody',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `reservation_cores` int comment 'Cores reserved for each container; memory in proportion',
    `demand_step` int comment 'Share of the node that its containers used, in steps of 2 percent: 0 = under 2 percent, 50 = from 100 percent on, 100 = 200 percent and more',
    `containers_per_node` int comment 'Containers that fit on a node with this reservation, at most 110; semi-additive',
    `node_cores` double comment 'Allocatable cores of the size of node on which most of the time of the containers ran; semi-additive',
    `draw_count` bigint comment 'Draws with this demand: five minutes x 1,000',
    `memory_exceeded_draw_count` bigint comment 'Of these, draws that used more memory than the node has; null = unknown',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_rightsizing_day';

-- Grain: one volume x day, as at day end. All measures are semi-additive: never summed over days. Nor over volumes: a home that several sources tell of has a row of each, and a file system holds the drives in it; sum over volume_day_counted, which has each once. Volume metrics exist only while a pod mounts the claim, so the last known value is carried forward and says so.
create table if not exists fact_volume_day (
    `volume_key` bigint comment 'Volume',
    `user_id` bigint comment 'Person who owns the volume, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `compute_system_key` bigint comment 'Cluster and environment it ran on',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `used_bytes` bigint comment 'Bytes used; null = never measured; semi-additive: never summed over days',
    `file_count` bigint comment 'Inodes used; null = not measured; semi-additive: never summed over days',
    `soft_limit_bytes` bigint comment 'Soft limit in bytes; null = none',
    `hard_limit_bytes` bigint comment 'Capacity in bytes that the mount reports; null = unknown',
    `requested_bytes` bigint comment 'Bytes the claim requests; null = unknown; semi-additive: never summed over days',
    `measured_at` timestamp comment 'When used_bytes was measured; null = never',
    `is_carried_forward` boolean comment 'Whether used_bytes is older than the day',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_volume_day';

-- Grain: one compute system x day: what there was to use. Kubernetes: cores of nodes that were up x time up, one row per cluster (its environment is null). AWS Batch: capacity is null, since only its limit is known.
create table if not exists fact_capacity_day (
    `compute_system_key` bigint comment 'Cluster and environment it ran on',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `node_count_max` int comment 'Most nodes up at one time; null = unknown',
    `node_up_seconds` double comment 'Seconds up, summed over nodes; null = unknown',
    `capacity_core_seconds` double comment 'Cores x seconds up (machine_cpu_cores, else kube_node_status_capacity); null = not measured',
    `allocatable_core_seconds` double comment 'Allocatable cores x seconds up (kube_node_status_allocatable); null = not measured',
    `capacity_memory_byte_seconds` double comment 'Memory x seconds up; null = not measured',
    `capacity_gpu_seconds` double comment 'GPUs x seconds up; null = not measured',
    `container_cpu_core_seconds` double comment 'CPU time of all containers of all kinds as cAdvisor saw it; equals the sum over fact_container_day',
    `node_cpu_core_seconds` double comment 'CPU time of the nodes as a whole (cgroup /); what it exceeds the containers by is node overhead; null = not measured',
    `limit_core_seconds` double comment 'Cores that a scheduler in the cloud may grow to x time (maxvCpus of compute environments): a limit, never capacity; null = none',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_capacity_day';

-- Grain: one finished job attempt, on the day it ended. AWS Batch, Slurm, LSF. Children of arrays are jobs, the arrays are not; a multi-node job is one row with the sum of its nodes. A job that never got a node has a row with is_started = false and no times or core time: count it, do not average it.
create table if not exists fact_batch_job (
    `batch_job_key` bigint comment 'Job attempt: the same key in mart.fact_batch_job_day',
    `queue_key` bigint comment 'Queue or partition it was submitted to; 0 = unknown',
    `job_definition_key` bigint comment 'Job definition it was made of; 0 = unknown, -1 = the scheduler has none',
    `image_key` bigint comment 'Image it ran; 0 = unknown, -1 = no container',
    `user_id` bigint comment 'Person who ran it, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `compute_system_key` bigint comment 'Cluster or account it ran on',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `job_id` string comment 'The scheduler\'s own id of the job; of an array child with its index',
    `attempt_number` int comment '1 for the first attempt; a job that is tried again has a row for each',
    `job_name` string comment 'Name of the job, logins masked',
    `array_job_id` string comment 'Job id of the array it is a child of; null = not a child',
    `array_index` int comment 'Its place in the array; null = not a child',
    `submitted_at` timestamp comment 'When the job was submitted; null = unknown',
    `eligible_at` timestamp comment 'When nothing but resources held it back; null = unknown (AWS Batch)',
    `started_at` timestamp comment 'When the attempt started; null = never, or unknown',
    `ended_at` timestamp comment 'When the attempt ended',
    `job_state` string comment 'succeeded, failed, cancelled, timeout, out_of_memory, node_fail or preempted, of the attempt',
    `reason_text` string comment 'Reason that the scheduler gives, logins masked; null = none',
    `exit_code` int comment 'Exit code; null = unknown',
    `is_started` boolean comment 'Whether it got a node',
    `node_count` int comment 'Nodes; null = unknown',
    `core_count` double comment 'Cores allocated, all nodes together; fractions on Fargate; null = unknown',
    `gpu_count` double comment 'GPUs allocated, all nodes together; null = unknown',
    `memory_request_bytes` double comment 'Memory requested, all nodes together; null = unknown',
    `memory_bytes_max` double comment 'Most memory used; null = unknown (AWS Batch)',
    `wait_seconds` double comment 'Start minus submission; of a later attempt: minus the end of the one before; null = never started, or unknown',
    `eligible_wait_seconds` double comment 'Start minus eligible; null = unknown',
    `wall_seconds` double comment 'End minus start; null = never started, or unknown',
    `cpu_allocated_core_seconds` double comment 'Cores x wall time, summed over nodes; null = never started, or unknown',
    `cpu_core_seconds` double comment 'CPU time used, in core seconds; null = unknown (AWS Batch)',
    `gpu_seconds` double comment 'GPUs x wall time, summed over nodes; null = never started, or unknown',
    `node_seconds` double comment 'Wall time summed over nodes; null = never started, or unknown',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_batch_job';

-- Grain: one job attempt x day, with that day's share. Rows: days on which the attempt ran, started or ended, and for the first attempt the day of submission. Jobs that run on at the end of the day have their share: nothing waits for their end. Jobs running over a range = distinct batch_job_key with is_running.
create table if not exists fact_batch_job_day (
    `batch_job_key` bigint comment 'Job attempt: the same key in mart.fact_batch_job',
    `queue_key` bigint comment 'Queue or partition it was submitted to; 0 = unknown',
    `job_definition_key` bigint comment 'Job definition it was made of; 0 = unknown, -1 = the scheduler has none',
    `image_key` bigint comment 'Image it ran; 0 = unknown, -1 = no container',
    `user_id` bigint comment 'Person who ran it, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `compute_system_key` bigint comment 'Cluster or account it ran on',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `job_id` string comment 'The scheduler\'s own id of the job; of an array child with its index',
    `attempt_number` int comment '1 for the first attempt; a job that is tried again has a row for each',
    `job_name` string comment 'Name of the job, logins masked',
    `is_submitted` boolean comment 'Whether the job was submitted on that day; first attempts only',
    `is_started` boolean comment 'Whether the attempt started on that day',
    `is_ended` boolean comment 'Whether the attempt ended on that day',
    `is_running` boolean comment 'Whether it ran for some time on that day',
    `core_count` double comment 'Cores allocated, all nodes together; null = unknown',
    `wall_seconds` double comment 'Running time within the day; null = unknown, since its times contradict each other',
    `cpu_allocated_core_seconds` double comment 'Cores x running time within the day, summed over nodes; null = unknown',
    `cpu_core_seconds` double comment 'CPU time used, in proportion to the running time within the day; null = unknown (AWS Batch)',
    `gpu_seconds` double comment 'GPUs x running time within the day, summed over nodes; null = unknown',
    `node_seconds` double comment 'Running time within the day summed over nodes; null = unknown',
    `memory_request_byte_seconds` double comment 'Requested memory x running time within the day, summed over nodes; null = unknown',
    `wait_seconds` double comment 'Wait, booked once: on the day the attempt started; null on other days, or unknown',
    `eligible_wait_seconds` double comment 'Wait since eligible, booked once: on the day the attempt started; null on other days, or unknown',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_batch_job_day';

-- Grain: one visit of a content item. On the day it began. A hit of the same person on the same item 60 seconds or less after the previous hit belongs to the same visit; anonymous hits are never merged across user agents.
create table if not exists fact_content_visit (
    `visit_key` bigint comment 'Hash of item, visitor and start; no other row has it',
    `content_key` bigint comment 'Content item',
    `user_id` bigint comment 'Visitor, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `started_at` timestamp comment 'First hit, or start of the Shiny session',
    `hit_count` bigint comment 'Hits of the visit on that day',
    `session_seconds` double comment 'Length of the Shiny session, some 15 s too long by its reconnect time-out; null = no session, still open or lost',
    `is_anonymous` boolean comment 'Whether the visitor had not signed in',
    `is_owner` boolean comment 'Whether the visitor owns the item',
    `is_monitor` boolean comment 'Whether the user agent is that of a monitor (sce.sources.connect.monitor-user-agents)',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_content_visit';

-- Grain: one content item x day. Each item of the day's listing, and each that an event names. Counts of visits leave monitors out. Columns of the listing are null for days before the first night.
create table if not exists fact_content_day (
    `content_key` bigint comment 'Content item',
    `user_id` bigint comment 'Owner of the item, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `visit_count` bigint comment 'Visits by anyone, monitors apart',
    `owner_visit_count` bigint comment 'Visits by its owner',
    `anonymous_visit_count` bigint comment 'Visits by nobody known, monitors apart',
    `monitor_visit_count` bigint comment 'Visits by monitors; null = not told from visits by nobody known',
    `visitor_count` bigint comment 'Different people who visited it, the owner included; does not add up over days or items',
    `session_seconds` double comment 'Length of its Shiny sessions in seconds; null = none is known',
    `run_count` bigint comment 'Renders and scheduled runs that ended; null = unknown',
    `failed_run_count` bigint comment 'Of these, those that failed or were aborted; null = unknown',
    `run_seconds` double comment 'Seconds they ran; 0 = none; null = unknown',
    `upload_count` bigint comment 'Bundles uploaded on the day; null = unknown',
    `bundle_count` bigint comment 'Bundles kept at day end; null = unknown; semi-additive: never summed over days',
    `bundle_bytes` bigint comment 'Bytes of all bundles at day end; null = unknown; semi-additive: never summed over days',
    `is_listed` boolean comment 'Whether the day\'s complete listing has the item; null = there was none',
    `deployment_state` string comment 'As in dim_content, at day end; null = unknown',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_content_day';

-- Grain: one render, scheduled run or build of a content item that came to its end. On the day it ended; a killed one on the day of its last heartbeat. Processes of interactive applications are none.
create table if not exists fact_content_run (
    `run_key` bigint comment 'Hash of item and job; no other row has it',
    `content_key` bigint comment 'Content item',
    `schedule_key` bigint comment 'Schedule it ran on; -1 = none',
    `user_id` bigint comment 'Owner of the item, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `run_kind` string comment 'scheduled, render, build (packages restored, Git fetched) or other',
    `tag_name` string comment 'The server\'s word for what it did, as given',
    `outcome` string comment 'succeeded, failed, aborted (ended without an exit code) or skipped',
    `queued_at` timestamp comment 'When it was queued; null = not queued',
    `started_at` timestamp comment 'When it began; null = never',
    `ended_at` timestamp comment 'When it ended, or gave its last heartbeat',
    `wait_seconds` double comment 'Seconds from queue to start; null = not queued, or the times contradict each other',
    `run_seconds` double comment 'Seconds from start to end; null = never began, or the times contradict each other',
    `exit_code` int comment 'Exit code; null = none',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_content_run';

-- Grain: one schedule x day, as at day end. What its runs up to then say, carried from day to day.
create table if not exists fact_schedule_day (
    `schedule_key` bigint comment 'Schedule',
    `content_key` bigint comment 'Content item it renders',
    `user_id` bigint comment 'Owner of the item, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `run_count` bigint comment 'Runs that ended on the day',
    `failed_run_count` bigint comment 'Of these, those that failed or were aborted',
    `run_seconds` double comment 'Seconds they ran',
    `is_failing` boolean comment 'Whether its last finished run failed; null = it has none that is known',
    `failing_since_at` timestamp comment 'End of the first of its failures in a row; null = not failing or not known',
    `failures_in_row_count` bigint comment 'Failures since its last success; null = not known',
    `last_success_at` timestamp comment 'End of its last success; null = none is known',
    `last_run_at` timestamp comment 'End of its last run; null = none is known',
    `next_run_at` timestamp comment 'When it runs next; null = never or unknown',
    `is_dead` boolean comment 'Whether it has no next run; null = the day has no list of schedules',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_schedule_day';

-- Grain: one person x action x day. Counts of the content server's audit log; what an entry says is not kept.
create table if not exists fact_audit_day (
    `user_id` bigint comment 'Who acted, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = the server',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `action_name` string comment 'The server\'s word for what was done, as given',
    `entry_count` bigint comment 'Entries',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_audit_day';

-- Grain: one window x day: accounts active in the days before. As the content server itself counts them, whose idea of activity is its own. Semi-additive: never summed over days or windows.
create table if not exists fact_account_day (
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `window_day_count` int comment 'Days of the window that ends with the day: 1, 7, 30 or 365',
    `account_count` bigint comment 'Accounts active in the window; null = not said',
    `administrator_count` bigint comment 'Of these, administrators; null = not said',
    `publisher_count` bigint comment 'Of these, publishers; null = not said',
    `viewer_count` bigint comment 'Of these, viewers; null = not said',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_account_day';

-- Grain: one repository x day. Each repository of the day's listing, and each that an event names. Columns of the listing are null for days before the first night; what the server was not asked again about is carried forward.
create table if not exists fact_repository_day (
    `repository_key` bigint comment 'Repository as it was on that day',
    `user_id` bigint comment 'Who created the repository, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `commit_count` bigint comment 'Commits of the day, merges apart, over all branches',
    `merge_commit_count` bigint comment 'Merge commits of the day',
    `added_line_count` bigint comment 'Lines added by commits other than merges; null = not given',
    `deleted_line_count` bigint comment 'Lines deleted by commits other than merges; null = not given',
    `author_count` bigint comment 'Different people who authored a commit other than a merge; does not add up over days or repositories',
    `pipeline_count` bigint comment 'Pipelines created on the day',
    `failed_pipeline_count` bigint comment 'Of these, those that failed',
    `job_seconds` double comment 'Seconds of all jobs of these pipelines',
    `is_listed` boolean comment 'Whether the day\'s complete listing has the repository; null = there was none',
    `storage_bytes` bigint comment 'Bytes it takes in all; null = unknown; semi-additive: never summed over days',
    `repository_bytes` bigint comment 'Bytes of its Git data; null = unknown; semi-additive: never summed over days',
    `lfs_bytes` bigint comment 'Bytes of large files (LFS); null = unknown; semi-additive: never summed over days',
    `artifact_bytes` bigint comment 'Bytes that jobs left; null = unknown; semi-additive: never summed over days',
    `package_bytes` bigint comment 'Bytes in its package registry; null = unknown; semi-additive: never summed over days',
    `total_commit_count` bigint comment 'Commits of the default branch in all; null = unknown; semi-additive: never summed over days',
    `member_count` bigint comment 'People with access, through groups too; null = unknown; semi-additive: never summed over days',
    `lock_file_count` bigint comment 'Lock files on the default branch; null = unknown; semi-additive: never summed over days',
    `package_count` bigint comment 'Package versions these name; null = unknown; semi-additive: never summed over days',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_repository_day';

-- Grain: one repository x author x day. Commits of all branches, each once per repository, on the day they were committed. A commit that is pushed more than the restatement window after that day is not seen; forks show the commits they share.
create table if not exists fact_commit_day (
    `repository_key` bigint comment 'Repository as it was on that day',
    `user_id` bigint comment 'Author, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `commit_count` bigint comment 'Commits, merges apart',
    `merge_commit_count` bigint comment 'Merge commits',
    `added_line_count` bigint comment 'Lines added by commits other than merges; null = not given',
    `deleted_line_count` bigint comment 'Lines deleted by commits other than merges; null = not given',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_commit_day';

-- Grain: one pipeline. On the day it was created, as it was when last asked for: one that runs beyond the restatement window stays unfinished. Times are those of its jobs, retried ones included.
create table if not exists fact_pipeline (
    `pipeline_key` bigint comment 'Hash of the server\'s number of the pipeline; no other row has it',
    `repository_key` bigint comment 'Repository as it was on that day',
    `user_id` bigint comment 'Whose jobs they are, durable: join dim_user_now for the person as they are now; 0 = nobody known',
    `project_key` bigint comment 'Project it is booked on; 0 = unknown',
    `source` string comment 'Source system the row comes from; with day it leads to ops.load',
    `trigger_name` string comment 'What started it: push, schedule, web, merge_request_event ..., as given; unknown = not given',
    `outcome` string comment 'success, failed, canceled, skipped, running ..., as given',
    `created_at` timestamp comment 'When it was created',
    `started_at` timestamp comment 'When its first job began; null = none did',
    `finished_at` timestamp comment 'When its last job ended; null = none did, or one still runs',
    `wait_seconds` double comment 'Seconds from its creation to its first job; null = none began',
    `run_seconds` double comment 'Seconds in which at least one of its jobs ran; null = unknown',
    `job_count` bigint comment 'Jobs, retried ones included',
    `failed_job_count` bigint comment 'Of these, those that failed',
    `job_seconds` double comment 'Seconds of all jobs; null = no job began',
    `day` date
) using parquet partitioned by (`day`) location 'LAKE_ADDRESS/curated/fact_pipeline';

-- Grain: one person, as they are now. The current version of each person of dim_user.
create or replace view dim_user_now as
select user_id, pseudonym, is_inferred, department_name, division_name, site_name, country_name, cost_center_name, job_role_name, is_manager, manager_user_id, is_platform_team, employment_status, left_on, department_key
from dim_user
where is_current;
