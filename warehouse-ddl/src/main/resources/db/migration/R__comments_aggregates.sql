-- The meaning of every aggregate, as its record in org.scewarehouse.model.aggregate declares it.
set local role wh_owner;

comment on table mart.agg_user_day is
    'Grain: one person x component x source x day. Sums of the facts of that day, rewritten in the transaction '
    'that publishes them. Core time belongs to one component: on a cluster that Prometheus shows on the day it '
    'is that of its containers, by kind, and jobs there bring none; elsewhere it is that of the jobs.';
comment on column mart.agg_user_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.agg_user_day.user_key is
    'Person as they were on that day; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_user_day.user_id is
    'Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_user_day.component_name is
    'containers (interactive ones), batch, connect_viewer, connect_publisher, gitlab; connect (pods of content) '
    'and platform (system, sidecar and unknown containers) have core time only';
comment on column mart.agg_user_day.source is 'Source system the row comes from';
comment on column mart.agg_user_day.is_active is
    'Whether the person was active: containers, at least the active minutes over all of theirs; batch, submitted '
    'a job; connect_viewer, visited an item of somebody else; connect_publisher, uploaded; gitlab, authored a '
    'commit other than a merge';
comment on column mart.agg_user_day.running_seconds is 'Seconds their containers ran; null = no containers';
comment on column mart.agg_user_day.observed_seconds is 'Of these, observed; null = no containers';
comment on column mart.agg_user_day.active_seconds is 'Of these, not idle; null = no containers';
comment on column mart.agg_user_day.idle_seconds is 'Of these, idle; null = no containers';
comment on column mart.agg_user_day.cpu_core_seconds is
    'CPU time used, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_day.cpu_allocated_core_seconds is
    'CPU time kept from others, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_day.submitted_job_count is 'Jobs submitted; null = no scheduler';
comment on column mart.agg_user_day.visit_count is
    'Visits, their own items included and monitors apart; null = no content server';
comment on column mart.agg_user_day.upload_count is 'Bundles uploaded to items they own; null = no content server';
comment on column mart.agg_user_day.commit_count is 'Commits authored, merges apart; null = no repositories';

comment on table mart.agg_user_period is
    'Grain: one person x component x source x period of dim_period. Sums of agg_user_day, rewritten with it. '
    'People do not add up over components, sources or periods: count distinct user_id.';
comment on column mart.agg_user_period.period_name is 'Period, as in dim_period';
comment on column mart.agg_user_period.period_kind is
    'all, last_30_days, last_6_months, last_12_months, month, quarter or year';
comment on column mart.agg_user_period.from_day is 'First day of the period';
comment on column mart.agg_user_period.to_day is 'First day after the period: its last is to_day - 1';
comment on column mart.agg_user_period.user_id is
    'Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_user_period.component_name is 'As in agg_user_day';
comment on column mart.agg_user_period.source is 'Source system the row comes from';
comment on column mart.agg_user_period.first_seen_on is
    'First day of the period with a row in agg_user_day; of component containers, with one running';
comment on column mart.agg_user_period.last_seen_on is 'Last such day';
comment on column mart.agg_user_period.active_day_count is 'Days on which the person was active';
comment on column mart.agg_user_period.first_active_on is 'First of these; null = none';
comment on column mart.agg_user_period.last_active_on is 'Last of these; null = none';
comment on column mart.agg_user_period.running_seconds is 'Seconds their containers ran; null = no containers';
comment on column mart.agg_user_period.observed_seconds is 'Of these, observed; null = no containers';
comment on column mart.agg_user_period.active_seconds is 'Of these, not idle; null = no containers';
comment on column mart.agg_user_period.idle_seconds is 'Of these, idle; null = no containers';
comment on column mart.agg_user_period.cpu_core_seconds is
    'CPU time used, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_period.cpu_allocated_core_seconds is
    'CPU time kept from others, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_period.submitted_job_count is 'Jobs submitted; null = no scheduler';
comment on column mart.agg_user_period.visit_count is
    'Visits, their own items included and monitors apart; null = no content server';
comment on column mart.agg_user_period.upload_count is 'Bundles uploaded to items they own; null = no content server';
comment on column mart.agg_user_period.commit_count is 'Commits authored, merges apart; null = no repositories';
