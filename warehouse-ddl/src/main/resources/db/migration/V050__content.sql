-- Published content: what it is, who visits it, how its runs end, what it uses.
set local role wh_owner;

create table mart.dim_content (
    content_key          bigint not null,
    content_guid         text not null,
    content_name         text,
    content_title        text,
    app_mode             text not null,
    content_type         text not null,
    user_id              bigint not null,
    access_type          text,
    deployment_state     text not null,
    created_at           timestamptz,
    last_deployed_at     timestamptz,
    last_uploaded_at     timestamptz,
    r_version            text,
    r_version_minor      text,
    r_version_sort       bigint,
    python_version       text,
    python_version_minor text,
    python_version_sort  bigint,
    quarto_version       text,
    quarto_version_minor text,
    quarto_version_sort  bigint,
    bundle_count         bigint,
    bundle_bytes         bigint,
    permission_count     bigint,
    cpu_request_cores    double precision,
    has_schedule         boolean,
    sends_mail           boolean,
    is_git_backed        boolean,
    is_locked            boolean,
    deleted_observed_on  date,
    first_seen_on        date not null,
    last_seen_on         date not null,
    primary key (content_key),
    constraint deployment_state_is_known check (
        deployment_state in ('deployed', 'redeploy_failing', 'never_succeeded', 'created_only', 'unknown')),
    constraint counts_are_not_negative check (least(bundle_count, bundle_bytes, permission_count) >= 0),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_schedule (
    schedule_key  bigint not null,
    content_key   bigint not null,
    variant_key   text not null,
    schedule_type text,
    schedule_rule text,
    timezone_name text,
    sends_mail    boolean,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (schedule_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_package (
    package_key          bigint not null,
    ecosystem_name       text not null,
    package_name         text not null,
    package_version      text not null,
    package_version_sort bigint,
    origin_name          text,
    is_internal          boolean,
    released_on          date,
    first_seen_on        date not null,
    last_seen_on         date not null,
    primary key (package_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.bridge_content_package (
    content_key   bigint not null,
    package_key   bigint not null,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (content_key, package_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table hr.content_name (
    content_key   bigint not null,
    content_guid  text not null,
    content_name  text,
    content_title text,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (content_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.fact_content_visit (
    day             date not null,
    visit_key       bigint not null,
    content_key     bigint not null,
    user_key        bigint not null,
    user_id         bigint not null,
    project_key     bigint not null,
    source          text not null,
    started_at      timestamptz not null,
    hit_count       bigint not null,
    session_seconds double precision,
    is_anonymous    boolean not null,
    is_owner        boolean not null,
    is_monitor      boolean not null,
    primary key (day, visit_key),
    constraint measures_are_not_negative check (least(hit_count, session_seconds) >= 0)
) partition by range (day);

create table mart.fact_content_day (
    day                   date not null,
    content_key           bigint not null,
    user_key              bigint not null,
    user_id               bigint not null,
    project_key           bigint not null,
    source                text not null,
    visit_count           bigint not null,
    owner_visit_count     bigint not null,
    anonymous_visit_count bigint not null,
    monitor_visit_count   bigint not null,
    visitor_count         bigint not null,
    session_seconds       double precision,
    run_count             bigint not null,
    failed_run_count      bigint not null,
    run_seconds           double precision not null,
    upload_count          bigint,
    bundle_count          bigint,
    bundle_bytes          bigint,
    is_listed             boolean,
    deployment_state      text,
    primary key (day, content_key),
    constraint measures_are_not_negative check (
        least(
            visit_count,
            owner_visit_count,
            anonymous_visit_count,
            monitor_visit_count,
            session_seconds,
            run_count,
            failed_run_count,
            run_seconds,
            upload_count) >= 0)
) partition by range (day);

create table mart.fact_content_run (
    day          date not null,
    run_key      bigint not null,
    content_key  bigint not null,
    schedule_key bigint not null,
    user_key     bigint not null,
    user_id      bigint not null,
    project_key  bigint not null,
    source       text not null,
    run_kind     text not null,
    tag_name     text not null,
    outcome      text not null,
    queued_at    timestamptz,
    started_at   timestamptz,
    ended_at     timestamptz not null,
    wait_seconds double precision,
    run_seconds  double precision,
    exit_code    integer,
    primary key (day, run_key),
    constraint run_kind_is_known check (run_kind in ('scheduled', 'render', 'build', 'other')),
    constraint outcome_is_known check (outcome in ('succeeded', 'failed', 'aborted', 'skipped')),
    constraint measures_are_not_negative check (least(wait_seconds, run_seconds) >= 0)
) partition by range (day);

create table mart.fact_schedule_day (
    day                   date not null,
    schedule_key          bigint not null,
    content_key           bigint not null,
    user_key              bigint not null,
    user_id               bigint not null,
    project_key           bigint not null,
    source                text not null,
    run_count             bigint not null,
    failed_run_count      bigint not null,
    run_seconds           double precision not null,
    is_failing            boolean,
    failing_since_at      timestamptz,
    failures_in_row_count bigint,
    last_success_at       timestamptz,
    last_run_at           timestamptz,
    next_run_at           timestamptz,
    is_dead               boolean,
    primary key (day, schedule_key),
    constraint measures_are_not_negative check (least(run_count, failed_run_count, run_seconds) >= 0)
) partition by range (day);

create table mart.fact_audit_day (
    day         date not null,
    user_key    bigint not null,
    user_id     bigint not null,
    project_key bigint not null,
    source      text not null,
    action_name text not null,
    entry_count bigint not null,
    primary key (day, user_id, action_name),
    constraint measures_are_not_negative check (least(entry_count) >= 0)
) partition by range (day);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.dim_content', 'user_id', 'mart.dim_user_now'),
        ('mart.dim_schedule', 'content_key', 'mart.dim_content'),
        ('mart.bridge_content_package', 'content_key', 'mart.dim_content'),
        ('mart.bridge_content_package', 'package_key', 'mart.dim_package'),
        ('mart.fact_content_visit', 'day', 'mart.dim_date'),
        ('mart.fact_content_visit', 'content_key', 'mart.dim_content'),
        ('mart.fact_content_visit', 'user_key', 'mart.dim_user'),
        ('mart.fact_content_visit', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_content_visit', 'project_key', 'mart.dim_project'),
        ('mart.fact_content_day', 'day', 'mart.dim_date'),
        ('mart.fact_content_day', 'content_key', 'mart.dim_content'),
        ('mart.fact_content_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_content_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_content_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_content_run', 'day', 'mart.dim_date'),
        ('mart.fact_content_run', 'content_key', 'mart.dim_content'),
        ('mart.fact_content_run', 'schedule_key', 'mart.dim_schedule'),
        ('mart.fact_content_run', 'user_key', 'mart.dim_user'),
        ('mart.fact_content_run', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_content_run', 'project_key', 'mart.dim_project'),
        ('mart.fact_schedule_day', 'day', 'mart.dim_date'),
        ('mart.fact_schedule_day', 'schedule_key', 'mart.dim_schedule'),
        ('mart.fact_schedule_day', 'content_key', 'mart.dim_content'),
        ('mart.fact_schedule_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_schedule_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_schedule_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_audit_day', 'day', 'mart.dim_date'),
        ('mart.fact_audit_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_audit_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_audit_day', 'project_key', 'mart.dim_project')
) declared(from_table, from_column, to_table);

insert into mart.dim_content (
    content_key, content_guid, app_mode, content_type, user_id, deployment_state, first_seen_on, last_seen_on)
select key, name, 'unknown', 'other', key, 'unknown', '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_schedule (schedule_key, content_key, variant_key, first_seen_on, last_seen_on)
select key, key, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_package (
    package_key, ecosystem_name, package_name, package_version, first_seen_on, last_seen_on)
select key, name, name, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);
