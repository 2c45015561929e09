-- The meaning of every table of published content, as its record declares it.
set local role wh_owner;

comment on table mart.dim_content is
    'Grain: one content item of a content server. Attributes are of the last day seen. State (deployment, '
    'bundles, permissions) is known from the first night on; an item that only events name has nulls.';
comment on column mart.dim_content.content_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_content.content_guid is 'The server''s durable identifier';
comment on column mart.dim_content.content_name is 'Name, logins masked; null = never seen';
comment on column mart.dim_content.content_title is 'Title, logins masked; null = none';
comment on column mart.dim_content.app_mode is
    'How the server runs it, as given; unknown = nothing deployed yet or never seen';
comment on column mart.dim_content.content_type is
    'application, api, document, pin, plot, site, static or other, by category and app_mode';
comment on column mart.dim_content.user_id is 'Owner as of the last day seen; 0 = unknown';
comment on column mart.dim_content.access_type is 'all, logged_in or acl; null = unknown';
comment on column mart.dim_content.deployment_state is
    'deployed, redeploy_failing (deployed, and its last build failed), never_succeeded (uploaded, never active), '
    'created_only (nothing uploaded), never_deployed (one of these two) or unknown';
comment on column mart.dim_content.created_at is 'When it was created; null = unknown';
comment on column mart.dim_content.last_deployed_at is
    'When a bundle was last deployed successfully; null = never or unknown';
comment on column mart.dim_content.last_uploaded_at is 'When a bundle was last uploaded; null = never or unknown';
comment on column mart.dim_content.r_version is 'R version of the active bundle; null = none or unknown';
comment on column mart.dim_content.r_version_minor is 'Its first two parts, such as 4.3; null = none or unknown';
comment on column mart.dim_content.r_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown';
comment on column mart.dim_content.python_version is 'Python version of the active bundle; null = none or unknown';
comment on column mart.dim_content.python_version_minor is 'Its first two parts, such as 3.11; null = none or unknown';
comment on column mart.dim_content.python_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown';
comment on column mart.dim_content.quarto_version is 'Quarto version of the active bundle; null = none or unknown';
comment on column mart.dim_content.quarto_version_minor is 'Its first two parts, such as 1.4; null = none or unknown';
comment on column mart.dim_content.quarto_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown';
comment on column mart.dim_content.bundle_count is 'Bundles kept; null = unknown';
comment on column mart.dim_content.bundle_bytes is 'Bytes of all bundles kept; null = unknown';
comment on column mart.dim_content.permission_count is
    'Users and groups with a permission, the owner included; null = unknown';
comment on column mart.dim_content.cpu_request_cores is
    'Cores it asks for per process; null = server default or unknown';
comment on column mart.dim_content.has_schedule is 'Whether a schedule renders it; null = unknown';
comment on column mart.dim_content.sends_mail is 'Whether a schedule mails it; null = unknown';
comment on column mart.dim_content.is_git_backed is 'Whether its bundles come from a Git repository; null = unknown';
comment on column mart.dim_content.is_locked is 'Whether an administrator locked it; null = unknown';
comment on column mart.dim_content.deleted_observed_on is
    'Day on which a complete listing first lacked it; null = not deleted';
comment on column mart.dim_content.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_content.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_schedule is
    'Grain: one variant of a content item that runs on a schedule. From the server''s list of schedules; where it '
    'offers none, from the scheduled runs alone.';
comment on column mart.dim_schedule.schedule_key is 'Surrogate key; 0 = unknown, -1 = run on no schedule';
comment on column mart.dim_schedule.content_key is 'Content item it renders';
comment on column mart.dim_schedule.variant_key is 'The server''s key of the variant; empty = not said';
comment on column mart.dim_schedule.schedule_type is 'minute, hour, day, week ...; null = known from runs only';
comment on column mart.dim_schedule.schedule_rule is 'Rule as given; null = unknown';
comment on column mart.dim_schedule.timezone_name is 'Time zone of the rule; null = unknown';
comment on column mart.dim_schedule.sends_mail is 'Whether its result is mailed; null = unknown';
comment on column mart.dim_schedule.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_schedule.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_package is 'Grain: one version of one package of one ecosystem.';
comment on column mart.dim_package.package_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_package.ecosystem_name is 'r, python, ...';
comment on column mart.dim_package.package_name is
    'Name as given; of Python packages in lower case, with a hyphen for _ and .';
comment on column mart.dim_package.package_version is 'Version as given';
comment on column mart.dim_package.package_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = no such version';
comment on column mart.dim_package.origin_name is
    'Where it comes from: CRAN, Bioconductor, PyPI, GitLab ...; null = unknown';
comment on column mart.dim_package.is_internal is 'Whether it is the site''s own; null = unknown';
comment on column mart.dim_package.released_on is 'Day of its release; null = unknown';
comment on column mart.dim_package.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_package.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.bridge_content_package is
    'Grain: one content item x package version. From the package list of the content server; items whose '
    'environment the server does not manage have none. Still in use where last_seen_on is the last day on which '
    'packages were listed.';
comment on column mart.bridge_content_package.content_key is 'Content item';
comment on column mart.bridge_content_package.package_key is 'Package version';
comment on column mart.bridge_content_package.first_seen_on is
    'First day on which the list showed the version with the item: valid from here';
comment on column mart.bridge_content_package.last_seen_on is
    'Last day on which the list showed the version with the item: valid to here, included';

comment on table hr.content_name is 'Grain: one content item. The texts that mart.dim_content shows masked.';
comment on column hr.content_name.content_key is 'Key of mart.dim_content';
comment on column hr.content_name.content_guid is 'The server''s durable identifier';
comment on column hr.content_name.content_name is 'Name as given; null = never seen';
comment on column hr.content_name.content_title is 'Title as given; null = none';
comment on column hr.content_name.first_seen_on is 'First day on which a source showed the member';
comment on column hr.content_name.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.fact_content_visit is
    'Grain: one visit of a content item. On the day it began. A hit of the same person on the same item 60 '
    'seconds or less after the previous hit belongs to the same visit; anonymous hits are never merged across '
    'user agents.';
comment on column mart.fact_content_visit.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_content_visit.visit_key is 'Hash of item, visitor and start; no other row has it';
comment on column mart.fact_content_visit.content_key is 'Content item';
comment on column mart.fact_content_visit.user_key is 'Visitor as they were on that day; 0 = nobody known';
comment on column mart.fact_content_visit.user_id is
    'Visitor, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_content_visit.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_content_visit.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_content_visit.started_at is 'First hit, or start of the Shiny session';
comment on column mart.fact_content_visit.hit_count is 'Hits of the visit on that day';
comment on column mart.fact_content_visit.session_seconds is
    'Length of the Shiny session, some 15 s too long by its reconnect time-out; null = no session, still open or lost';
comment on column mart.fact_content_visit.is_anonymous is 'Whether the visitor had not signed in';
comment on column mart.fact_content_visit.is_owner is 'Whether the visitor owns the item';
comment on column mart.fact_content_visit.is_monitor is
    'Whether the user agent is that of a monitor (sce.sources.connect.monitor-user-agents)';

comment on table mart.fact_content_day is
    'Grain: one content item x day. Each item of the day''s listing, and each that an event names. Counts of '
    'visits leave monitors out. Columns of the listing are null for days before the first night.';
comment on column mart.fact_content_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_content_day.content_key is 'Content item';
comment on column mart.fact_content_day.user_key is 'Owner of the item as they were on that day; 0 = nobody known';
comment on column mart.fact_content_day.user_id is
    'Owner of the item, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_content_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_content_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_content_day.visit_count is 'Visits by anyone, monitors apart';
comment on column mart.fact_content_day.owner_visit_count is 'Visits by its owner';
comment on column mart.fact_content_day.anonymous_visit_count is 'Visits by nobody known, monitors apart';
comment on column mart.fact_content_day.monitor_visit_count is
    'Visits by monitors; null = not told from visits by nobody known';
comment on column mart.fact_content_day.visitor_count is
    'Different people who visited it, the owner included; does not add up over days or items';
comment on column mart.fact_content_day.session_seconds is
    'Length of its Shiny sessions in seconds; null = none is known';
comment on column mart.fact_content_day.run_count is 'Renders and scheduled runs that ended; null = unknown';
comment on column mart.fact_content_day.failed_run_count is
    'Of these, those that failed or were aborted; null = unknown';
comment on column mart.fact_content_day.run_seconds is 'Seconds they ran; 0 = none; null = unknown';
comment on column mart.fact_content_day.upload_count is 'Bundles uploaded on the day; null = unknown';
comment on column mart.fact_content_day.bundle_count is
    'Bundles kept at day end; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_content_day.bundle_bytes is
    'Bytes of all bundles at day end; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_content_day.is_listed is
    'Whether the day''s complete listing has the item; null = there was none';
comment on column mart.fact_content_day.deployment_state is 'As in dim_content, at day end; null = unknown';

comment on table mart.fact_content_run is
    'Grain: one render, scheduled run or build of a content item that came to its end. On the day it ended; a '
    'killed one on the day of its last heartbeat. Processes of interactive applications are none.';
comment on column mart.fact_content_run.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_content_run.run_key is 'Hash of item and job; no other row has it';
comment on column mart.fact_content_run.content_key is 'Content item';
comment on column mart.fact_content_run.schedule_key is 'Schedule it ran on; -1 = none';
comment on column mart.fact_content_run.user_key is 'Owner of the item as they were on that day; 0 = nobody known';
comment on column mart.fact_content_run.user_id is
    'Owner of the item, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_content_run.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_content_run.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_content_run.run_kind is
    'scheduled, render, build (packages restored, Git fetched) or other';
comment on column mart.fact_content_run.tag_name is 'The server''s word for what it did, as given';
comment on column mart.fact_content_run.outcome is 'succeeded, failed, aborted (ended without an exit code) or skipped';
comment on column mart.fact_content_run.queued_at is 'When it was queued; null = not queued';
comment on column mart.fact_content_run.started_at is 'When it began; null = never';
comment on column mart.fact_content_run.ended_at is 'When it ended, or gave its last heartbeat';
comment on column mart.fact_content_run.wait_seconds is
    'Seconds from queue to start; null = not queued, or the times contradict each other';
comment on column mart.fact_content_run.run_seconds is
    'Seconds from start to end; null = never began, or the times contradict each other';
comment on column mart.fact_content_run.exit_code is 'Exit code; null = none';

comment on table mart.fact_schedule_day is
    'Grain: one schedule x day, as at day end. What its runs up to then say, carried from day to day.';
comment on column mart.fact_schedule_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_schedule_day.schedule_key is 'Schedule';
comment on column mart.fact_schedule_day.content_key is 'Content item it renders';
comment on column mart.fact_schedule_day.user_key is 'Owner of the item as they were on that day; 0 = nobody known';
comment on column mart.fact_schedule_day.user_id is
    'Owner of the item, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_schedule_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_schedule_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_schedule_day.run_count is 'Runs that ended on the day';
comment on column mart.fact_schedule_day.failed_run_count is 'Of these, those that failed or were aborted';
comment on column mart.fact_schedule_day.run_seconds is 'Seconds they ran';
comment on column mart.fact_schedule_day.is_failing is
    'Whether its last finished run failed; null = it has none that is known';
comment on column mart.fact_schedule_day.failing_since_at is
    'End of the first of its failures in a row; null = not failing or not known';
comment on column mart.fact_schedule_day.failures_in_row_count is
    'Failures since its last success; null = not known';
comment on column mart.fact_schedule_day.last_success_at is 'End of its last success; null = none is known';
comment on column mart.fact_schedule_day.last_run_at is 'End of its last run; null = none is known';
comment on column mart.fact_schedule_day.next_run_at is 'When it runs next; null = never or unknown';
comment on column mart.fact_schedule_day.is_dead is
    'Whether it has no next run; null = the day has no list of schedules';

comment on table mart.fact_audit_day is
    'Grain: one person x action x day. Counts of the content server''s audit log; what an entry says is not kept.';
comment on column mart.fact_audit_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_audit_day.user_key is
    'Who acted, as they were on that day; 0 = nobody known, -1 = the server itself';
comment on column mart.fact_audit_day.user_id is
    'Who acted, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = the server';
comment on column mart.fact_audit_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_audit_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_audit_day.action_name is 'The server''s word for what was done, as given';
comment on column mart.fact_audit_day.entry_count is 'Entries';

comment on table mart.dim_runtime is
    'Grain: one version of a language that is installed on the content server or in an image of it. Still installed '
    'where last_seen_on is the last day on which installations were listed.';
comment on column mart.dim_runtime.runtime_key is 'Surrogate key; 0 = unknown';
comment on column mart.dim_runtime.language_name is 'r, python, quarto, nodejs or tensorflow';
comment on column mart.dim_runtime.runtime_version is 'Version as given';
comment on column mart.dim_runtime.runtime_version_minor is 'Its first two parts, such as 4.3; null = no such parts';
comment on column mart.dim_runtime.runtime_version_sort is
    'Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = no version';
comment on column mart.dim_runtime.cluster_name is
    'Cluster that has it; Local = the server''s own host; empty = not said';
comment on column mart.dim_runtime.image_name is 'Image that has it; Local = none; empty = not said';
comment on column mart.dim_runtime.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_runtime.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.bridge_content_group is
    'Grain: one group of the content server x person in it. Groups are given permissions on content. Still a member '
    'where last_seen_on is the last day on which groups were listed.';
comment on column mart.bridge_content_group.group_key is 'Hash of the group''s identifier; no other group has it';
comment on column mart.bridge_content_group.user_id is 'Person, durable';
comment on column mart.bridge_content_group.group_name is 'Name of the group, logins masked; null = not said';
comment on column mart.bridge_content_group.first_seen_on is
    'First day on which the list showed the person in the group: member from here';
comment on column mart.bridge_content_group.last_seen_on is
    'Last day on which the list showed the person in the group: member to here, included';

comment on table mart.fact_account_day is
    'Grain: one window x day: accounts active in the days before. As the content server itself counts them, whose '
    'idea of activity is its own. Semi-additive: never summed over days or windows.';
comment on column mart.fact_account_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_account_day.source is
    'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_account_day.window_day_count is
    'Days of the window that ends with the day: 1, 7, 30 or 365';
comment on column mart.fact_account_day.account_count is 'Accounts active in the window; null = not said';
comment on column mart.fact_account_day.administrator_count is 'Of these, administrators; null = not said';
comment on column mart.fact_account_day.publisher_count is 'Of these, publishers; null = not said';
comment on column mart.fact_account_day.viewer_count is 'Of these, viewers; null = not said';
