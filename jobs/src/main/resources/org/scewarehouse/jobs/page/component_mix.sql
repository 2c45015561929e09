-- components: Components they were active in during the period
-- share_ratio: People / all_people_count
-- several_count: People active in more than one component; unknown where no day of a second one is loaded
-- all_people_count: People active in any component
select
    replace(component_names, '_', ' ') as components,
    people_count,
    people_ratio as share_ratio
from report.component_mix
where period_name = :period
order by people_count desc, component_names

-- answer
select
    case
        when (
            select count(distinct d.component_name)
            from mart.dim_period p
            cross join lateral report.component_day(p.from_day, p.to_day) d
            where p.period_name = :period
        ) > 1 then coalesce(sum(people_count) filter (where component_count > 1), 0)
    end as several_count,
    sum(people_count) as all_people_count,
    max(active_minutes) as active_minutes,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.component_mix
where period_name = :period
