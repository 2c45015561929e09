-- What work runs on and in, what it is booked on, and what it costs.
set local role wh_owner;

create table mart.dim_department (
    department_key    bigint not null,
    department_name   text not null,
    division_name     text,
    organization_name text,
    first_seen_on     date not null,
    last_seen_on      date not null,
    primary key (department_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_project (
    project_key         bigint not null,
    project_name        text not null,
    study_name          text,
    account_name        text,
    parent_project_name text,
    owner_user_id       bigint,
    cost_center_name    text,
    quota_core_hours    double precision,
    first_seen_on       date not null,
    last_seen_on        date not null,
    primary key (project_key),
    constraint quota_is_not_negative check (quota_core_hours >= 0),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_compute_system (
    compute_system_key  bigint not null,
    compute_system_name text not null,
    cluster_name        text not null,
    scheduler_name      text not null,
    environment_name    text,
    region_name         text,
    first_seen_on       date not null,
    last_seen_on        date not null,
    primary key (compute_system_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_image (
    image_key            bigint not null,
    registry_name        text,
    repository_name      text not null,
    tag_name             text,
    digest               text,
    r_version            text,
    r_version_minor      text,
    r_version_sort       bigint,
    python_version       text,
    python_version_minor text,
    python_version_sort  bigint,
    quarto_version       text,
    quarto_version_minor text,
    quarto_version_sort  bigint,
    ide_name             text,
    image_status         text,
    first_seen_on        date not null,
    last_seen_on         date not null,
    primary key (image_key),
    constraint image_status_is_known check (
        image_status in ('validated', 'current', 'deprecated', 'withdrawn')),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_container (
    container_key      bigint not null,
    container_id       text not null,
    pod_uid            text,
    container_kind     text not null,
    container_name     text not null,
    namespace_name     text not null,
    pod_name           text,
    workload_kind      text,
    workload_name      text,
    ide_name           text,
    user_id            bigint not null,
    compute_system_key bigint not null,
    created_at         timestamptz,
    started_at         timestamptz,
    ended_at           timestamptz,
    ended_by           text,
    last_active_on     date,
    first_seen_on      date not null,
    last_seen_on       date not null,
    primary key (container_key),
    constraint container_kind_is_known check (
        container_kind in ('interactive', 'batch', 'content', 'ci', 'system', 'sidecar', 'unknown')),
    constraint ended_by_is_known check (ended_by in ('user', 'platform_rule', 'platform_rule_inferred', 'unknown')),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_volume (
    volume_key         bigint not null,
    volume_name        text not null,
    namespace_name     text,
    volume_kind        text not null,
    storage_class_name text,
    region_name        text,
    user_id            bigint not null,
    compute_system_key bigint not null,
    created_at         timestamptz,
    first_seen_on      date not null,
    last_seen_on       date not null,
    primary key (volume_key),
    constraint volume_kind_is_known check (volume_kind in ('home', 'project', 'scratch', 'filesystem', 'other')),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_rate (
    rate_key            bigint not null,
    compute_system_name text not null,
    rate_kind           text not null,
    resource_name       text not null,
    amount_usd          numeric(18,6) not null,
    valid_from          date not null,
    valid_to            date not null,
    first_seen_on       date not null,
    last_seen_on        date not null,
    primary key (rate_key),
    constraint rate_kind_is_known check (rate_kind in ('illustrative', 'node', 'billed')),
    constraint resource_is_known check (
        resource_name in ('core_hour', 'gpu_hour', 'storage_gib_month', 'node_day')),
    constraint amount_is_not_negative check (amount_usd >= 0),
    constraint validity_is_in_order check (valid_from < valid_to),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_carbon_factor (
    carbon_factor_key  bigint not null,
    region_name        text not null,
    factor_set_name    text not null,
    grid_kg_per_kwh    numeric(18,6) not null,
    min_watts_per_vcpu numeric(18,6) not null,
    max_watts_per_vcpu numeric(18,6) not null,
    pue_ratio          numeric(18,6) not null,
    valid_from         date not null,
    valid_to           date not null,
    first_seen_on      date not null,
    last_seen_on       date not null,
    primary key (carbon_factor_key),
    constraint factors_are_not_negative check (
        least(grid_kg_per_kwh, min_watts_per_vcpu, max_watts_per_vcpu, pue_ratio) >= 0),
    constraint validity_is_in_order check (valid_from < valid_to),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);
