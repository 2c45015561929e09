-- What the columns of the reports of content mean; one word means the same in each of them.
set local role wh_owner;

do $$
declare
    described record;
begin
    for described in
        select c.relnamespace::regnamespace::text || '.' || c.relname as view_name, a.attname, text
        from (values
            ('period_name', 'Period, as in mart.dim_period'),
            ('period_kind', 'all, last_30_days, last_6_months, last_12_months, month, quarter or year'),
            ('from_day', 'First day of the period'),
            ('to_day', 'Day after the last day of the period'),
            ('is_complete', 'Whether the loaded days reach over the whole period'),
            ('content_key', 'Key of mart.dim_content'),
            ('content_guid', 'The server''s identifier of the item'),
            ('content_name', 'Name, logins masked; null = unknown'),
            ('content_title', 'Title, logins masked; null = none'),
            ('content_type', 'application, api, document, pin, plot, site, static or other'),
            ('app_mode', 'How the server runs it, as given'),
            ('user_id', 'Owner, durable; 0 = unknown'),
            ('pseudonym', 'Stands for the owner'),
            ('department_name', 'Department of the owner now; null = unknown'),
            ('is_platform_team', 'Whether the owner belongs to the platform team now'),
            ('due_on', 'Day on which the retention time is over since it was last modified'),
            ('owner_employment_status', 'employed, left or unknown: content whose owner has left needs another'),
            ('owner_manager_user_id', 'Manager of the owner now; null = unknown'),
            ('owner_manager_pseudonym', 'Stands for the manager; null = unknown'),
            ('deployment_state', 'deployed, redeploy_failing, never_succeeded, created_only, never_deployed or unknown'),
            ('created_at', 'When it was created'),
            ('last_deployed_at', 'When a bundle was last deployed successfully; null = never'),
            ('last_uploaded_at', 'When a bundle was last uploaded; null = never or unknown'),
            ('since_at', 'Last upload, else creation'),
            ('is_older_than_30_days', 'Whether since_at is more than 30 days before the end of as_of_day'),
            ('last_viewed_on', 'Day of the last visit by anyone, monitors apart; null = none in the history'),
            ('last_viewed_by_others_on', 'The same without visits of the owner'),
            ('is_not_viewed', 'Whether it is deployed, older than 365 days and not viewed by anyone in 365 days'),
            ('is_not_viewed_by_others', 'The same, visits by the owner not counting'),
            ('has_schedule', 'Whether a schedule renders it; null = unknown'),
            ('sends_mail', 'Whether its result is mailed; null = unknown'),
            ('bundle_count', 'Bundles kept; null = unknown'),
            ('bundle_bytes', 'Bytes of all its bundles, freed by deleting it; null = unknown'),
            ('permission_count', 'Users and groups with a permission; null = unknown'),
            ('history_from_day', 'First day of which visits are loaded'),
            ('loaded_day_count', 'Days of which visits are loaded, of the period or of the last 365 days'),
            ('is_history_sufficient', 'Whether visits of all the last 365 days are loaded: only then it is proven'),
            ('as_of_day', 'Last day that the report speaks of'),
            ('copy_name', 'What the copies have in common: title, else name'),
            ('group_number', 'Number of the group among those of the same owner and name'),
            ('copy_count', 'Items in the group'),
            ('dead_copy_count', 'Items of the group that were never successfully deployed'),
            ('is_dead_copy', 'Whether this one was never successfully deployed'),
            ('schedule_key', 'Key of mart.dim_schedule'),
            ('variant_key', 'The server''s key of the variant'),
            ('schedule_type', 'minute, hour, day, week ...; null = unknown'),
            ('schedule_rule', 'Rule as given; null = unknown'),
            ('timezone_name', 'Time zone of the rule; null = unknown'),
            ('schedule_state', 'failing, dead, forgotten or ok: the worst in that order'),
            ('item_state', 'Worst state of all schedules of the item, in the order failing, dead, forgotten, ok'),
            ('failing_since_at', 'End of the first of its failures in a row; it may have failed before where no success '
                'is known; null = not failing or not known'),
            ('failures_in_row_count', 'Failures since the last success; null = not known'),
            ('last_success_at', 'End of the last success; null = none is known'),
            ('last_run_at', 'End of the last run; null = none is known'),
            ('next_run_at', 'When it runs next; null = never or unknown'),
            ('is_dead', 'Whether it has no next run; null = unknown'),
            ('runs_per_day', 'Runs a day over the last 30 loaded days'),
            ('seconds_per_run', 'Mean length of these runs; null = none'),
            ('cores', 'Cores requested, else 1'),
            ('cost_year_usd', 'What a year of such days costs, in USD'),
            ('cost_year_if_weekly_usd', 'What it would cost if it ran once a week; null = no run'),
            ('core_hour_rate', 'Kind and price in USD per core hour that the cost is made with'),
            ('visit_count', 'Visits by anyone, monitors apart'),
            ('visit_by_others_count', 'Visits by others than the owner, anonymous ones included'),
            ('anonymous_visit_count', 'Visits by nobody known'),
            ('visitor_count', 'Different people who visited it; does not add up'),
            ('session_hours', 'Length of Shiny sessions, where the server lists them; null = none is known'),
            ('last_visit_at', 'Start of the last visit in the period'),
            ('published_at', 'When it was created'),
            ('modified_at', 'When it was last deployed successfully; null = never or unknown'),
            ('original_name', 'Name as given; null = unknown'),
            ('original_title', 'Title as given; null = none'),
            ('identifiers', 'Logins, e-mails and accounts of the owner; null = none known')
        ) comments(column_name, text)
        join pg_attribute a on a.attname = column_name
        join pg_class c on c.oid = a.attrelid
        where c.relkind = 'v'
          and c.relnamespace in ('report'::regnamespace, 'hr'::regnamespace)
          and c.relname in (
            'content_item', 'content_never_deployed', 'content_not_viewed', 'content_not_viewed_by_others',
            'content_copies', 'schedule_state', 'schedules_failing', 'schedules_forgotten', 'content_popular')
    loop
        execute format('comment on column %s.%I is %L', described.view_name, described.attname, described.text);
    end loop;
end
$$;
