-- Repositories: what they are, who writes them, in which languages, on which packages, and how their pipelines end.
set local role wh_owner;

create table mart.dim_repository (
    repository_key      bigint not null,
    repository_id       bigint not null,
    gitlab_project_id   text not null,
    valid_from          date not null,
    valid_to            date not null,
    is_current          boolean not null,
    repository_path     text,
    namespace_kind      text,
    visibility_name     text,
    default_branch      text,
    is_archived         boolean,
    is_fork             boolean,
    topic_names         text,
    user_id             bigint not null,
    created_at          timestamptz,
    deleted_observed_on date,
    first_seen_on       date not null,
    last_seen_on        date not null,
    primary key (repository_key),
    constraint validity_is_in_order check (valid_from < valid_to),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.bridge_repository_language (
    repository_id bigint not null,
    language_name text not null,
    valid_from    date not null,
    valid_to      date not null,
    share_percent double precision not null,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (repository_id, language_name, valid_from),
    constraint validity_is_in_order check (valid_from < valid_to),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on),
    constraint share_is_a_share check (share_percent between 0 and 100)
);

create table mart.bridge_repository_package (
    repository_id bigint not null,
    package_key   bigint not null,
    valid_from    date not null,
    valid_to      date not null,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (repository_id, package_key, valid_from),
    constraint validity_is_in_order check (valid_from < valid_to),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table hr.repository_name (
    repository_key    bigint not null,
    gitlab_project_id text not null,
    repository_path   text,
    default_branch    text,
    topic_names       text,
    first_seen_on     date not null,
    last_seen_on      date not null,
    primary key (repository_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.fact_repository_day (
    day                   date not null,
    repository_key        bigint not null,
    user_key              bigint not null,
    user_id               bigint not null,
    project_key           bigint not null,
    source                text not null,
    commit_count          bigint not null,
    merge_commit_count    bigint not null,
    added_line_count      bigint,
    deleted_line_count    bigint,
    author_count          bigint not null,
    pipeline_count        bigint not null,
    failed_pipeline_count bigint not null,
    job_seconds           double precision not null,
    is_listed             boolean,
    storage_bytes         bigint,
    repository_bytes      bigint,
    lfs_bytes             bigint,
    artifact_bytes        bigint,
    package_bytes         bigint,
    total_commit_count    bigint,
    member_count          bigint,
    lock_file_count       bigint,
    package_count         bigint,
    primary key (day, repository_key),
    constraint measures_are_not_negative check (
        least(
            commit_count,
            merge_commit_count,
            added_line_count,
            deleted_line_count,
            pipeline_count,
            failed_pipeline_count,
            job_seconds) >= 0)
) partition by range (day);

create table mart.fact_commit_day (
    day                date not null,
    repository_key     bigint not null,
    user_key           bigint not null,
    user_id            bigint not null,
    project_key        bigint not null,
    source             text not null,
    commit_count       bigint not null,
    merge_commit_count bigint not null,
    added_line_count   bigint,
    deleted_line_count bigint,
    primary key (day, repository_key, user_id),
    constraint measures_are_not_negative check (
        least(
            commit_count,
            merge_commit_count,
            added_line_count,
            deleted_line_count) >= 0)
) partition by range (day);

create table mart.fact_pipeline (
    day              date not null,
    pipeline_key     bigint not null,
    repository_key   bigint not null,
    user_key         bigint not null,
    user_id          bigint not null,
    project_key      bigint not null,
    source           text not null,
    trigger_name     text not null,
    outcome          text not null,
    created_at       timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    wait_seconds     double precision,
    run_seconds      double precision,
    job_count        bigint not null,
    failed_job_count bigint not null,
    job_seconds      double precision,
    primary key (day, pipeline_key),
    constraint measures_are_not_negative check (
        least(
            wait_seconds,
            run_seconds,
            job_count,
            failed_job_count,
            job_seconds) >= 0)
) partition by range (day);

create index on mart.dim_repository (repository_id);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.dim_repository', 'user_id', 'mart.dim_user_now'),
        ('mart.bridge_repository_package', 'package_key', 'mart.dim_package'),
        ('mart.fact_repository_day', 'day', 'mart.dim_date'),
        ('mart.fact_repository_day', 'repository_key', 'mart.dim_repository'),
        ('mart.fact_repository_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_repository_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_repository_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_commit_day', 'day', 'mart.dim_date'),
        ('mart.fact_commit_day', 'repository_key', 'mart.dim_repository'),
        ('mart.fact_commit_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_commit_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_commit_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_pipeline', 'day', 'mart.dim_date'),
        ('mart.fact_pipeline', 'repository_key', 'mart.dim_repository'),
        ('mart.fact_pipeline', 'user_key', 'mart.dim_user'),
        ('mart.fact_pipeline', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_pipeline', 'project_key', 'mart.dim_project')
) declared(from_table, from_column, to_table);

insert into mart.dim_repository (
    repository_key, repository_id, gitlab_project_id, valid_from, valid_to, is_current, user_id,
    first_seen_on, last_seen_on)
select key, key, name, '1900-01-01', '9999-12-31', true, key, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);
