-- The meaning of every table of repositories, as its record declares it.
set local role wh_owner;

comment on table mart.dim_repository is
    'Grain: one version of one repository. Slowly changing, type 2: a version ends where path, visibility, default '
    'branch or archiving change; valid_from inclusive, valid_to exclusive. Days before the first listing use the '
    'first version. mart.dim_repository_now has each repository once.';
comment on column mart.dim_repository.repository_key is 'Surrogate key of the version; 0 = unknown';
comment on column mart.dim_repository.repository_id is 'Durable key, the same through renames and moves; 0 = unknown';
comment on column mart.dim_repository.gitlab_project_id is 'The server''s durable number of the project';
comment on column mart.dim_repository.valid_from is 'First day of the version; 1900-01-01 = the first one';
comment on column mart.dim_repository.valid_to is 'Day after its last; 9999-12-31 = open';
comment on column mart.dim_repository.is_current is 'Whether it is the last version known';
comment on column mart.dim_repository.repository_path is 'Path with its groups, logins masked; null = never seen';
comment on column mart.dim_repository.namespace_kind is 'group or user, by whose namespace it lies in; null = unknown';
comment on column mart.dim_repository.visibility_name is 'public, internal or private; null = unknown';
comment on column mart.dim_repository.default_branch is 'Default branch, logins masked; null = none, or unknown';
comment on column mart.dim_repository.is_archived is 'Whether it is archived; null = unknown';
comment on column mart.dim_repository.is_fork is 'Whether it was forked from another one; null = unknown';
comment on column mart.dim_repository.topic_names is
    'Topics, sorted, separated by commas, logins masked; null = none or unknown';
comment on column mart.dim_repository.user_id is 'Who created it; 0 = unknown';
comment on column mart.dim_repository.created_at is 'When it was created; null = unknown';
comment on column mart.dim_repository.deleted_observed_on is
    'Day on which a complete listing first lacked it; null = not deleted';
comment on column mart.dim_repository.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_repository.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.bridge_repository_language is
    'Grain: one repository x language x stretch of days with one share. The five greatest shares of the default '
    'branch, as GitLab gives them: rarer languages are missing. Notebooks count with all that is in them. A day has '
    'the rows with valid_from <= day < valid_to; days before the first listing have none.';
comment on column mart.bridge_repository_language.repository_id is
    'Repository, durable: join mart.dim_repository_now, or dim_repository by repository_id and day';
comment on column mart.bridge_repository_language.language_name is 'Language, as given';
comment on column mart.bridge_repository_language.valid_from is 'First day with this share';
comment on column mart.bridge_repository_language.valid_to is 'Day after the last; 9999-12-31 = open';
comment on column mart.bridge_repository_language.share_percent is 'Share of the bytes, in percent';
comment on column mart.bridge_repository_language.first_seen_on is 'First day on which a source showed the member';
comment on column mart.bridge_repository_language.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.bridge_repository_package is
    'Grain: one repository x package version x stretch of days. From lock files on the default branch: valid from '
    'the day first seen until the day gone. What a file asks for without an exact version has the version '
    '''unpinned'', unless another file of the repository says which. Days before the first listing have none.';
comment on column mart.bridge_repository_package.repository_id is
    'Repository, durable: join mart.dim_repository_now, or dim_repository by repository_id and day';
comment on column mart.bridge_repository_package.package_key is 'Package version';
comment on column mart.bridge_repository_package.valid_from is 'First day on which a lock file said so';
comment on column mart.bridge_repository_package.valid_to is 'First day on which none did; 9999-12-31 = open';
comment on column mart.bridge_repository_package.first_seen_on is 'First day on which a source showed the member';
comment on column mart.bridge_repository_package.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table hr.repository_name is
    'Grain: one version of one repository. The texts that mart.dim_repository shows masked.';
comment on column hr.repository_name.repository_key is 'Key of mart.dim_repository';
comment on column hr.repository_name.gitlab_project_id is 'The server''s durable number of the project';
comment on column hr.repository_name.repository_path is 'Path with its groups, as given; null = never seen';
comment on column hr.repository_name.default_branch is 'Default branch as given; null = none, or unknown';
comment on column hr.repository_name.topic_names is 'Topics as given; null = none or unknown';
comment on column hr.repository_name.first_seen_on is 'First day on which a source showed the member';
comment on column hr.repository_name.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.fact_repository_day is
    'Grain: one repository x day. Each repository of the day''s listing, and each that an event names. Columns of '
    'the listing are null for days before the first night; what the server was not asked again about is carried '
    'forward.';
comment on column mart.fact_repository_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_repository_day.repository_key is 'Repository as it was on that day';
comment on column mart.fact_repository_day.user_key is
    'Who created the repository as they were on that day; 0 = nobody known';
comment on column mart.fact_repository_day.user_id is
    'Who created the repository, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_repository_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_repository_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_repository_day.commit_count is 'Commits of the day, merges apart, over all branches';
comment on column mart.fact_repository_day.merge_commit_count is 'Merge commits of the day';
comment on column mart.fact_repository_day.added_line_count is
    'Lines added by commits other than merges; null = not given';
comment on column mart.fact_repository_day.deleted_line_count is
    'Lines deleted by commits other than merges; null = not given';
comment on column mart.fact_repository_day.author_count is
    'Different people who authored a commit other than a merge; does not add up over days or repositories';
comment on column mart.fact_repository_day.pipeline_count is 'Pipelines created on the day';
comment on column mart.fact_repository_day.failed_pipeline_count is 'Of these, those that failed';
comment on column mart.fact_repository_day.job_seconds is 'Seconds of all jobs of these pipelines';
comment on column mart.fact_repository_day.is_listed is
    'Whether the day''s complete listing has the repository; null = there was none';
comment on column mart.fact_repository_day.storage_bytes is
    'Bytes it takes in all; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.repository_bytes is
    'Bytes of its Git data; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.lfs_bytes is
    'Bytes of large files (LFS); null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.artifact_bytes is
    'Bytes that jobs left; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.package_bytes is
    'Bytes in its package registry; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.total_commit_count is
    'Commits of the default branch in all; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.member_count is
    'People with access, through groups too; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.lock_file_count is
    'Lock files on the default branch; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_repository_day.package_count is
    'Package versions these name; null = unknown; semi-additive: never summed over days';

comment on table mart.fact_commit_day is
    'Grain: one repository x author x day. Commits of all branches, each once per repository, on the day they were '
    'committed. A commit that is pushed more than the restatement window after that day is not seen; forks show the '
    'commits they share.';
comment on column mart.fact_commit_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_commit_day.repository_key is 'Repository as it was on that day';
comment on column mart.fact_commit_day.user_key is 'Author as they were on that day; 0 = nobody known';
comment on column mart.fact_commit_day.user_id is
    'Author, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_commit_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_commit_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_commit_day.commit_count is 'Commits, merges apart';
comment on column mart.fact_commit_day.merge_commit_count is 'Merge commits';
comment on column mart.fact_commit_day.added_line_count is 'Lines added by commits other than merges; null = not given';
comment on column mart.fact_commit_day.deleted_line_count is
    'Lines deleted by commits other than merges; null = not given';

comment on table mart.fact_pipeline is
    'Grain: one pipeline. On the day it was created, as it was when last asked for: one that runs beyond the '
    'restatement window stays unfinished. Times are those of its jobs, retried ones included.';
comment on column mart.fact_pipeline.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_pipeline.pipeline_key is
    'Hash of the server''s number of the pipeline; no other row has it';
comment on column mart.fact_pipeline.repository_key is 'Repository as it was on that day';
comment on column mart.fact_pipeline.user_key is 'Whose jobs they are as they were on that day; 0 = nobody known';
comment on column mart.fact_pipeline.user_id is
    'Whose jobs they are, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_pipeline.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_pipeline.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_pipeline.trigger_name is
    'What started it: push, schedule, web, merge_request_event ..., as given; unknown = not given';
comment on column mart.fact_pipeline.outcome is 'success, failed, canceled, skipped, running ..., as given';
comment on column mart.fact_pipeline.created_at is 'When it was created';
comment on column mart.fact_pipeline.started_at is 'When its first job began; null = none did';
comment on column mart.fact_pipeline.finished_at is 'When its last job ended; null = none did, or one still runs';
comment on column mart.fact_pipeline.wait_seconds is 'Seconds from its creation to its first job; null = none began';
comment on column mart.fact_pipeline.run_seconds is 'Seconds in which at least one of its jobs ran; null = unknown';
comment on column mart.fact_pipeline.job_count is 'Jobs, retried ones included';
comment on column mart.fact_pipeline.failed_job_count is 'Of these, those that failed';
comment on column mart.fact_pipeline.job_seconds is 'Seconds of all jobs; null = no job began';

-- Each repository once, as it is now.
create or replace view mart.dim_repository_now as
select
    repository_id, repository_key, gitlab_project_id, repository_path, namespace_kind, visibility_name,
    default_branch, is_archived, is_fork, topic_names, user_id, created_at, deleted_observed_on
from mart.dim_repository
where is_current;
comment on view mart.dim_repository_now is 'Grain: one repository, in its last known version.';
comment on column mart.dim_repository_now.repository_id is
    'Durable key, the same through renames and moves; 0 = unknown';
comment on column mart.dim_repository_now.repository_key is 'Surrogate key of the version; 0 = unknown';
comment on column mart.dim_repository_now.gitlab_project_id is 'The server''s durable number of the project';
comment on column mart.dim_repository_now.repository_path is 'Path with its groups, logins masked; null = never seen';
comment on column mart.dim_repository_now.namespace_kind is
    'group or user, by whose namespace it lies in; null = unknown';
comment on column mart.dim_repository_now.visibility_name is 'public, internal or private; null = unknown';
comment on column mart.dim_repository_now.default_branch is 'Default branch, logins masked; null = none, or unknown';
comment on column mart.dim_repository_now.is_archived is 'Whether it is archived; null = unknown';
comment on column mart.dim_repository_now.is_fork is 'Whether it was forked from another one; null = unknown';
comment on column mart.dim_repository_now.topic_names is
    'Topics, sorted, separated by commas, logins masked; null = none or unknown';
comment on column mart.dim_repository_now.user_id is 'Who created it; 0 = unknown';
comment on column mart.dim_repository_now.created_at is 'When it was created; null = unknown';
comment on column mart.dim_repository_now.deleted_observed_on is
    'Day on which a complete listing first lacked it; null = not deleted';
