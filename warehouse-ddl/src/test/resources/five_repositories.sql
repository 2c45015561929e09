-- Eleven people. Repository 1: five physicists (one of the platform team) and a lawyer; upgraded from dplyr 1.1.4 to 1.2.0
-- in one lock file on 2026-07-10, and kept 1.1.4 in another. Repository 2: the lawyer. Repository 3: deleted on
-- 2026-07-20. Repository 4: no commit. Repository 5: nothing but
-- merges by five biologists. Listed on 2026-07-05 and on 2026-07-31.
select ops.require_installation('UTC', 'fingerprint', 'salt', '1');
select ops.ensure_partitions('2026-07-01', '2026-07-31');

insert into mart.dim_user_now (user_id, pseudonym, is_inferred, department_name, is_platform_team, employment_status)
select person, 'p' || person, false, 
    case when person <= 5 then 'Physics' when person = 6 then 'Law' else 'Biology' end, person = 5, 'employed'
from generate_series(1, 11) person;
insert into mart.dim_user (
    user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, is_platform_team,
    employment_status)
select 100 + user_id, user_id, pseudonym, '1900-01-01', '9999-12-31', true, is_inferred, department_name,
    is_platform_team, employment_status
from mart.dim_user_now where user_id > 0;

insert into mart.dim_repository (
    repository_key, repository_id, gitlab_project_id, valid_from, valid_to, is_current, user_id, deleted_observed_on,
    first_seen_on, last_seen_on)
select 10 + r, r, r::text, '1900-01-01', '9999-12-31', true, 1, case when r = 3 then '2026-07-20'::date end,
    '2026-07-05', '2026-07-31'
from generate_series(1, 5) r;

insert into mart.dim_package (
    package_key, ecosystem_name, package_name, package_version, package_version_sort, origin_name, is_internal,
    first_seen_on, last_seen_on)
values
    (1, 'r', 'dplyr', '1.1.4', 1001004, 'CRAN', false, '2026-07-01', '2026-07-31'),
    (2, 'r', 'dplyr', '1.2.0', 1002000, 'CRAN', false, '2026-07-10', '2026-07-31'),
    (3, 'r', 'sitetools', '0.2.1', 2001, 'GitLab', true, '2026-07-01', '2026-07-31'),
    (4, 'r', 'sitetools', '0.10.0', 10000, null, null, '2026-07-01', '2026-07-31');
insert into mart.bridge_repository_package (
    repository_id, package_key, valid_from, valid_to, first_seen_on, last_seen_on)
values
    (1, 1, '2026-07-01', '9999-12-31', '2026-07-01', '2026-07-01'),
    (1, 2, '2026-07-10', '9999-12-31', '2026-07-10', '2026-07-10'),
    (1, 3, '2026-07-01', '9999-12-31', '2026-07-01', '2026-07-01'),
    (2, 1, '2026-07-01', '9999-12-31', '2026-07-01', '2026-07-01'),
    (3, 1, '2026-07-02', '2026-07-20', '2026-07-02', '2026-07-20');
insert into mart.bridge_repository_language (
    repository_id, language_name, valid_from, valid_to, share_percent, first_seen_on, last_seen_on)
values
    (1, 'R', '2026-07-01', '9999-12-31', 70, '2026-07-01', '2026-07-01'),
    (1, 'Python', '2026-07-01', '2026-07-10', 20, '2026-07-01', '2026-07-10'),
    (1, 'Python', '2026-07-10', '9999-12-31', 30, '2026-07-10', '2026-07-10'),
    (2, 'Python', '2026-07-01', '9999-12-31', 90, '2026-07-01', '2026-07-01'),
    (4, 'Julia', '2026-07-01', '9999-12-31', 100, '2026-07-01', '2026-07-01');

insert into mart.fact_commit_day (
    day, repository_key, user_key, user_id, project_key, source, commit_count, merge_commit_count)
select '2026-07-01'::date, 11, 100 + person, person, 0, 'gitlab', 1, 0 from generate_series(1, 6) person
union all
select '2026-07-01', 12, 106, 6, 0, 'gitlab', 1, 0
union all
select '2026-07-01', 13, 101, 1, 0, 'gitlab', 1, 0
union all
select '2026-07-01', 15, 100 + person, person, 0, 'gitlab', 0, 1 from generate_series(7, 11) person;
insert into mart.fact_repository_day (
    day, repository_key, user_key, user_id, project_key, source, commit_count, merge_commit_count, author_count,
    pipeline_count, failed_pipeline_count, job_seconds, is_listed)
select '2026-07-01'::date, 10 + r, 101, 1, 0, 'gitlab', (array[6, 1, 1, 0, 0])[r], (r = 5)::integer * 5,
    (array[6, 1, 1, 0, 0])[r], 0, 0, 0, null
from unnest(array[1, 2, 3, 5]) r
union all
select day::date, 10 + r, 101, 1, 0, 'gitlab', 0, 0, 0, 0, 0, 0, true
from unnest(array['2026-07-05', '2026-07-31']) day, generate_series(1, 5) r
where day = '2026-07-05' or r <> 3;

insert into mart.dim_content (
    content_key, content_guid, app_mode, content_type, user_id, deployment_state, first_seen_on, last_seen_on)
values (1, 'a', 'static', 'static', 1, 'deployed', '2026-07-01', '2026-07-31');
insert into mart.bridge_content_package values (1, 3, '2026-07-01', '2026-07-31');

insert into ops.load (source, day, state, published_at)
select source, day::date, 'PUBLISHED', now()
from unnest(array['2026-07-01', '2026-07-05', '2026-07-31']) day, unnest(array['gitlab', 'connect']) source;
insert into ops.load_table (source, day, table_name, row_count, content_sha256)
select 'gitlab', day, 'fact_repository_day', count(*), 'x' from mart.fact_repository_day group by day
union all
select 'gitlab', day, 'fact_commit_day', count(*), 'x' from mart.fact_commit_day group by day
union all
select source, day, 'bridge_content_package', 1, 'x' from ops.load where source = 'connect';
