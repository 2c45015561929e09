-- The meaning of every dimension, as its record in org.scewarehouse.model.dim declares it.
set local role wh_owner;

comment on table mart.dim_date is 'Grain: one day. 2015 to 2040, and 9999-12-31 for open ends.';
comment on column mart.dim_date.day is 'The date; also the key';
comment on column mart.dim_date.year_number is 'Calendar year';
comment on column mart.dim_date.quarter_number is 'Quarter, 1 to 4';
comment on column mart.dim_date.month_number is 'Month, 1 to 12';
comment on column mart.dim_date.month_start_date is 'First day of the month';
comment on column mart.dim_date.month_name is 'English name of the month';
comment on column mart.dim_date.day_of_month is '1 to 31';
comment on column mart.dim_date.iso_year_number is 'Year of the ISO week';
comment on column mart.dim_date.iso_week_number is 'ISO week, 1 to 53';
comment on column mart.dim_date.iso_day_of_week is '1 = Monday to 7 = Sunday';
comment on column mart.dim_date.day_name is 'English name of the weekday';
comment on column mart.dim_date.is_weekend is 'Saturday or Sunday';
comment on column mart.dim_date.is_holiday is
    'Public holiday that holds everywhere, by the reference file holidays.csv';
comment on column mart.dim_date.holiday_name is 'Name of the holiday; null = none';
comment on column mart.dim_date.is_working_day is 'Neither weekend nor holiday';

comment on table mart.dim_user_now is
    'Grain: one person, as they are now. The current version of each person of dim_user.';
comment on column mart.dim_user_now.user_id is 'Durable key of the person';
comment on column mart.dim_user_now.pseudonym is 'HMAC that stands for the person';
comment on column mart.dim_user_now.is_inferred is 'Whether HR does not know the person';
comment on column mart.dim_user_now.department_name is 'Department; null = unknown';
comment on column mart.dim_user_now.division_name is 'Division; null = unknown';
comment on column mart.dim_user_now.site_name is 'Site; null = unknown';
comment on column mart.dim_user_now.country_name is 'Country; null = unknown';
comment on column mart.dim_user_now.cost_center_name is 'Cost centre; null = unknown';
comment on column mart.dim_user_now.job_role_name is 'Job role; null = unknown';
comment on column mart.dim_user_now.is_manager is 'Whether others report to them; null = unknown';
comment on column mart.dim_user_now.manager_user_id is 'user_id of the manager of that time; null = unknown';
comment on column mart.dim_user_now.is_platform_team is
    'Whether they belong to the platform team (reference file platform_team.csv)';
comment on column mart.dim_user_now.employment_status is 'employed, left or unknown';
comment on column mart.dim_user_now.left_on is 'Day they left; null = not left or unknown';
comment on column mart.dim_user_now.department_key is
    'Department, with its levels, the same through renames; 0 = unknown, null = built before there were any';

comment on table mart.dim_user is
    'Grain: one version of one person. Pseudonymous. Slowly changing, type 2: valid_from inclusive, valid_to '
    'exclusive; days before the first version use it. A login that HR does not know is an inferred member.';
comment on column mart.dim_user.user_key is 'Surrogate key of the version; 0 = unknown, -1 = not applicable';
comment on column mart.dim_user.user_id is 'Durable key of the person, the same in every version';
comment on column mart.dim_user.pseudonym is 'HMAC that stands for the person; no name or login can be read from it';
comment on column mart.dim_user.valid_from is 'First day of the version';
comment on column mart.dim_user.valid_to is 'Day after its last; 9999-12-31 = open';
comment on column mart.dim_user.is_current is 'Whether it is the latest version';
comment on column mart.dim_user.is_inferred is 'Whether HR does not know the person';
comment on column mart.dim_user.department_name is 'Department; null = unknown';
comment on column mart.dim_user.division_name is 'Division; null = unknown';
comment on column mart.dim_user.site_name is 'Site; null = unknown';
comment on column mart.dim_user.country_name is 'Country; null = unknown';
comment on column mart.dim_user.cost_center_name is 'Cost centre; null = unknown';
comment on column mart.dim_user.job_role_name is 'Job role; null = unknown';
comment on column mart.dim_user.is_manager is 'Whether others report to them; null = unknown';
comment on column mart.dim_user.manager_user_id is 'user_id of the manager of that time; null = unknown';
comment on column mart.dim_user.is_platform_team is
    'Whether they belong to the platform team (reference file platform_team.csv)';
comment on column mart.dim_user.employment_status is 'employed, left or unknown';
comment on column mart.dim_user.left_on is 'Day they left; null = not left or unknown';
comment on column mart.dim_user.department_key is
    'Department, with its levels, the same through renames; 0 = unknown, null = built before there were any';

comment on table mart.dim_department is
    'Grain: one department. Three levels; the key stays through renames that the reference file departments.csv maps.';
comment on column mart.dim_department.department_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_department.department_name is 'Name of the department';
comment on column mart.dim_department.division_name is 'Level above; null = none';
comment on column mart.dim_department.organization_name is 'Top level; null = none';
comment on column mart.dim_department.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_department.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';
comment on column mart.dim_department.department_code is 'Code as HR gives it, else the name; null = unknown';

comment on table mart.dim_project is
    'Grain: one project. Found by the rules file over tags, paths, accounts and namespaces.';
comment on column mart.dim_project.project_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_project.project_name is 'Name or code of the project';
comment on column mart.dim_project.study_name is 'Study it belongs to; null = none';
comment on column mart.dim_project.account_name is 'Account or allocation; null = none';
comment on column mart.dim_project.parent_project_name is 'Project above; null = none';
comment on column mart.dim_project.owner_user_id is 'user_id of its owner; null = unknown';
comment on column mart.dim_project.cost_center_name is 'Cost centre; null = unknown';
comment on column mart.dim_project.quota_core_hours is 'Core hours granted; null = none';
comment on column mart.dim_project.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_project.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_compute_system is 'Grain: one cluster or account, or one environment of it.';
comment on column mart.dim_compute_system.compute_system_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_compute_system.compute_system_name is 'Cluster or account, and environment, in one text';
comment on column mart.dim_compute_system.cluster_name is 'Cluster or account';
comment on column mart.dim_compute_system.scheduler_name is 'kubernetes, aws_batch, slurm, lsf, connect';
comment on column mart.dim_compute_system.environment_name is
    'Environment (a user interface of the platform); null = the whole cluster';
comment on column mart.dim_compute_system.region_name is 'Region, for carbon factors; null = unknown';
comment on column mart.dim_compute_system.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_compute_system.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_image is 'Grain: one container image (registry, repository, tag and digest).';
comment on column mart.dim_image.image_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_image.registry_name is 'Registry host; null = none given';
comment on column mart.dim_image.repository_name is 'Repository, without registry';
comment on column mart.dim_image.tag_name is 'Tag; null = none given';
comment on column mart.dim_image.digest is 'Digest; null = none given';
comment on column mart.dim_image.r_version is 'R version of the image; null = none or unknown';
comment on column mart.dim_image.r_version_minor is 'Its first two parts, such as 4.3; null = none or unknown';
comment on column mart.dim_image.r_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown';
comment on column mart.dim_image.python_version is 'Python version of the image; null = none or unknown';
comment on column mart.dim_image.python_version_minor is 'Its first two parts, such as 4.3; null = none or unknown';
comment on column mart.dim_image.python_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown';
comment on column mart.dim_image.quarto_version is 'Quarto version of the image; null = none or unknown';
comment on column mart.dim_image.quarto_version_minor is 'Its first two parts, such as 4.3; null = none or unknown';
comment on column mart.dim_image.quarto_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown';
comment on column mart.dim_image.ide_name is 'RStudio, Jupyter, VS Code, Positron ...; null = unknown';
comment on column mart.dim_image.image_status is
    'validated, current, deprecated or withdrawn, by the reference file images.csv; null = not listed';
comment on column mart.dim_image.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_image.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_container is
    'Grain: one container incarnation (pod uid x container). Count containers as distinct container_id: a pod '
    're-created under the same workload is the same container. Reference rows without facts are past containers.';
comment on column mart.dim_container.container_key is 'Surrogate key';
comment on column mart.dim_container.container_id is
    'Durable id of the container as its user sees it: keyed hash of cluster, namespace, workload and container name';
comment on column mart.dim_container.pod_uid is 'Kubernetes uid of the pod; null = unknown';
comment on column mart.dim_container.container_kind is 'interactive, batch, content, ci, system, sidecar or unknown';
comment on column mart.dim_container.container_name is 'Name of the container in its pod, logins masked';
comment on column mart.dim_container.namespace_name is 'Kubernetes namespace, logins masked';
comment on column mart.dim_container.pod_name is 'Pod, logins masked; null for past containers';
comment on column mart.dim_container.workload_kind is
    'Kind of the owner: Deployment, StatefulSet, Job, PersistentVolumeClaim, Pod ...; null = unknown';
comment on column mart.dim_container.workload_name is 'Name of the owner, logins masked; null = unknown';
comment on column mart.dim_container.ide_name is 'IDE that runs in it; null = unknown';
comment on column mart.dim_container.user_id is 'Person who owns it; 0 = nobody known';
comment on column mart.dim_container.compute_system_key is 'Cluster and environment';
comment on column mart.dim_container.created_at is 'When the pod was created; null = unknown';
comment on column mart.dim_container.started_at is 'First start of the container; null = unknown';
comment on column mart.dim_container.ended_at is 'When it ended; null = not seen to end';
comment on column mart.dim_container.ended_by is
    'user, platform_rule, platform_rule_inferred or unknown; null = not ended';
comment on column mart.dim_container.last_active_on is
    'Last day with at least 10 minutes of active time; null = none seen';
comment on column mart.dim_container.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_container.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_volume is 'Grain: one volume (claim, home drive, file system).';
comment on column mart.dim_volume.volume_key is 'Surrogate key';
comment on column mart.dim_volume.volume_name is 'Claim or path, logins masked';
comment on column mart.dim_volume.namespace_name is 'Kubernetes namespace, logins masked; null = none';
comment on column mart.dim_volume.volume_kind is 'home, project, scratch, filesystem or other';
comment on column mart.dim_volume.storage_class_name is 'Storage class; null = unknown';
comment on column mart.dim_volume.region_name is 'Region; null = unknown';
comment on column mart.dim_volume.user_id is 'Person who owns it; 0 = nobody known';
comment on column mart.dim_volume.compute_system_key is 'Cluster it is mounted on';
comment on column mart.dim_volume.created_at is 'When the claim was created; null = unknown';
comment on column mart.dim_volume.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_volume.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_rate is
    'Grain: one rate of one compute system, valid from a day. From the reference file prices.csv.';
comment on column mart.dim_rate.rate_key is 'Surrogate key';
comment on column mart.dim_rate.compute_system_name is 'Cluster or account; * = any';
comment on column mart.dim_rate.rate_kind is 'illustrative, node or billed';
comment on column mart.dim_rate.resource_name is 'core_hour, gpu_hour, storage_gib_month or node_day';
comment on column mart.dim_rate.amount_usd is 'Price in USD per unit of the resource';
comment on column mart.dim_rate.valid_from is 'First day';
comment on column mart.dim_rate.valid_to is 'Day after the last; 9999-12-31 = open';
comment on column mart.dim_rate.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_rate.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_carbon_factor is
    'Grain: one region, valid from a day. From the reference file carbon_factors.csv.';
comment on column mart.dim_carbon_factor.carbon_factor_key is 'Surrogate key';
comment on column mart.dim_carbon_factor.region_name is 'Region; * = any';
comment on column mart.dim_carbon_factor.factor_set_name is 'Name of the factor set, printed with every number';
comment on column mart.dim_carbon_factor.grid_kg_per_kwh is 'Grid intensity, kg CO2e per kWh';
comment on column mart.dim_carbon_factor.min_watts_per_vcpu is 'Power of an idle vCPU, W';
comment on column mart.dim_carbon_factor.max_watts_per_vcpu is 'Power of a busy vCPU, W';
comment on column mart.dim_carbon_factor.pue_ratio is 'Power usage effectiveness of the site';
comment on column mart.dim_carbon_factor.valid_from is 'First day';
comment on column mart.dim_carbon_factor.valid_to is 'Day after the last; 9999-12-31 = open';
comment on column mart.dim_carbon_factor.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_carbon_factor.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';
comment on column mart.dim_carbon_factor.watts_per_gpu is
    'Power of a GPU that is allocated, W; null = unknown, and energy is without it';
