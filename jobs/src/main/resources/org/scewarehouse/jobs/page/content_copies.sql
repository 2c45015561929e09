-- title: What they are called, and whose they are; with a number where the owner has several groups called so
-- department_name: Department of the owner as they are now; Other = those of too few people
-- group_count: Groups of items of one owner with the same title
-- item_count: Items in these groups
with person as (
    -- Folded among the people of all reports: else a department that is Other there could be read here.
    select user_id, department_name as shown_department_name
    from report.folded_person(
        array(select user_id from report.chosen_person('-infinity', 'infinity', null, null, null)), 'infinity')
)
select
    copy_name || ' of user-' || left(pseudonym, 8)
        || case when count(*) over (partition by user_id, copy_name) > 1 then ' (' || group_number || ')' else '' end
        as title,
    pseudonym,
    shown_department_name as department_name,
    max(copy_count) as copy_count,
    max(dead_copy_count) as dead_copy_count,
    sum(bundle_bytes) as bundle_bytes,
    min(created_at) as created_at
from report.content_copies
left join person using (user_id)
group by user_id, group_number, copy_name, pseudonym, shown_department_name
order by dead_copy_count desc, copy_count desc, copy_name

-- answer
select
    count(*) as item_count,
    count(distinct (user_id, copy_name, group_number)) as group_count,
    count(*) filter (where is_dead_copy) as dead_copy_count,
    max(as_of_day) as as_of_day
from report.content_copies
