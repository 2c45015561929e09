-- Commits by repository and day.
select
    f.day,
    r.gitlab_project_id,
    f.commit_count,
    f.merge_commit_count,
    f.added_line_count,
    f.deleted_line_count,
    f.author_count
from mart.fact_repository_day f
join mart.dim_repository r using (repository_key)
where f.source = 'gitlab' and f.day >= ?::date and f.day < ?::date
  and f.commit_count + f.merge_commit_count > 0
