-- Package versions in the lock files of repositories at the end.
select r.gitlab_project_id, p.ecosystem_name, p.package_name, p.package_version
from mart.bridge_repository_package b
join mart.dim_repository_now r using (repository_id)
join mart.dim_package p using (package_key)
where b.valid_to = '9999-12-31'
