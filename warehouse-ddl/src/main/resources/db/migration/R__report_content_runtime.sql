-- Which versions of R, Python and Quarto does published content run on, and are they still installed?
set local role wh_owner;

create or replace view report.content_runtime as
with listed as (
    select max(last_seen_on) as last_listed_on from mart.dim_runtime where runtime_key not in (0, -1)
), installed as (
    select distinct d.language_name, d.runtime_version
    from mart.dim_runtime d
    join listed l on d.last_seen_on = l.last_listed_on
), used as (
    select
        i.user_id, i.as_of_day, i.last_viewed_on,
        v.language_name, v.runtime_version, v.runtime_version_minor, v.runtime_version_sort
    from report.content_item i
    join mart.dim_content c using (content_key)
    cross join lateral (
        values
            ('r', c.r_version, c.r_version_minor, c.r_version_sort),
            ('python', c.python_version, c.python_version_minor, c.python_version_sort),
            ('quarto', c.quarto_version, c.quarto_version_minor, c.quarto_version_sort)
    ) v(language_name, runtime_version, runtime_version_minor, runtime_version_sort)
    where v.runtime_version is not null
)
select
    u.language_name, u.runtime_version, u.runtime_version_minor, u.runtime_version_sort,
    count(*) as item_count,
    count(*) filter (where u.last_viewed_on > u.as_of_day - 30) as viewed_item_count,
    count(distinct u.user_id) filter (where u.user_id > 0) as owner_count,
    case when l.last_listed_on is not null then n.runtime_version is not null end as is_installed,
    u.as_of_day
from used u
cross join listed l
left join installed n on n.language_name = u.language_name and n.runtime_version = u.runtime_version
group by
    u.language_name, u.runtime_version, u.runtime_version_minor, u.runtime_version_sort, l.last_listed_on,
    n.runtime_version, u.as_of_day;
comment on view report.content_runtime is
    'Grain: one version of a language that items of the last complete listing run on.';
comment on column report.content_runtime.language_name is 'r, python or quarto';
comment on column report.content_runtime.runtime_version is 'Version as given';
comment on column report.content_runtime.runtime_version_minor is 'Its first two parts; null = no such parts';
comment on column report.content_runtime.runtime_version_sort is 'Sorts versions as versions; null = no version';
comment on column report.content_runtime.item_count is 'Items whose active bundle runs on it';
comment on column report.content_runtime.viewed_item_count is
    'Of these, those that somebody viewed in the last 30 days, monitors apart';
comment on column report.content_runtime.owner_count is 'Different owners of these items';
comment on column report.content_runtime.is_installed is
    'Whether the content server still offers it; null = it never said what it offers';
comment on column report.content_runtime.as_of_day is 'Day of the last complete listing';
