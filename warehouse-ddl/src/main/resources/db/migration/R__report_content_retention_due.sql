-- Which published items were modified so long ago that they are due for removal?
set local role wh_owner;

create or replace function report.content_retention_due(
    within_days integer default 90, department text default null, platform_team boolean default null)
returns table (
    content_key bigint,
    content_guid text,
    content_name text,
    content_title text,
    content_type text,
    user_id bigint,
    pseudonym text,
    department_name text,
    is_platform_team boolean,
    owner_employment_status text,
    deployment_state text,
    modified_at timestamptz,
    due_on date,
    is_due boolean,
    days_overdue integer,
    last_viewed_on date,
    is_not_viewed boolean,
    is_history_sufficient boolean,
    has_schedule boolean,
    sends_mail boolean,
    bundle_count bigint,
    bundle_bytes bigint,
    retention_days integer,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with item as (
        select
            i.*, greatest(i.created_at, i.last_deployed_at, i.last_uploaded_at) as modified_at, g.retention_days
        from report.content_item i
        cross join report.setting g
    )
    select
        i.content_key, i.content_guid, i.content_name, i.content_title, i.content_type, i.user_id, i.pseudonym,
        p.department_name, p.is_platform_team, i.owner_employment_status, i.deployment_state, i.modified_at, i.due_on,
        i.due_on <= i.as_of_day, i.as_of_day - i.due_on, i.last_viewed_on, i.is_not_viewed, i.is_history_sufficient,
        i.has_schedule, i.sends_mail, i.bundle_count, i.bundle_bytes, i.retention_days, i.loaded_day_count,
        i.as_of_day
    from item i
    join report.folded_person(array(select distinct user_id from item), '9999-12-31') p using (user_id)
    where i.due_on <= i.as_of_day + $1
      and ($2 is null or p.department_name = $2) and ($3 is null or p.is_platform_team = $3)
$$;
comment on function report.content_retention_due(integer, text, boolean) is
    'The report content_retention_due for any number of days ahead and, if given, for items of one department, or only '
    '(true) or without (false) the platform team.';

create or replace view report.content_retention_due as
select * from report.content_retention_due();
comment on view report.content_retention_due is
    'Grain: one item of the last complete listing that is due for removal, or will be in 90 days. Nobody has modified '
    '(created, uploaded, deployed) it for the retention time. What is due may still be used: see last_viewed_on, '
    'has_schedule and sends_mail.';

select ops.describe_view('report.content_retention_due', jsonb_build_object(
    'content_key', 'Key of mart.dim_content',
    'content_guid', 'Id of the item on the server',
    'content_name', 'Name of the item, logins masked; null = none',
    'content_title', 'Title of the item, logins masked; null = none',
    'content_type', 'Kind of item',
    'user_id', 'Durable key of the owner; 0 = nobody known',
    'pseudonym', 'Stands for the owner',
    'department_name', 'Department of the owner as they are now; Other = those of too few people',
    'is_platform_team', 'Whether the owner belongs to the platform team',
    'owner_employment_status', 'employed, left or unknown',
    'deployment_state', 'As in mart.dim_content, on the day of the listing',
    'modified_at', 'Last creation, upload or deployment; null = unknown',
    'due_on', 'Day on which the retention time since then is over',
    'is_due', 'Whether that day has come',
    'days_overdue', 'Days since then; negative = still to come',
    'last_viewed_on', 'Last day with a visit, monitors apart; null = none seen',
    'is_not_viewed', 'Whether nobody viewed it in 365 days, as content_not_viewed says',
    'is_history_sufficient', 'Whether visits of all these 365 days are loaded',
    'has_schedule', 'Whether it runs on a schedule; null = unknown',
    'sends_mail', 'Whether it mails; null = unknown',
    'bundle_count', 'Bundles kept; null = unknown',
    'bundle_bytes', 'Bytes that its removal frees; null = unknown',
    'retention_days', 'Setting used: days without modification after which an item is due',
    'loaded_day_count', 'Days of the last 365 whose visits are loaded',
    'as_of_day', 'Day of the listing'));
select ops.name_people('content_retention_due');
