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

comment on table mart.agg_user_month is
    'Grain: one person x component x source x month. Sums of agg_user_day, rewritten with it. People do not add '
    'up over components, sources or months: count distinct user_id.';
comment on column mart.agg_user_month.month is 'First day of the month';
comment on column mart.agg_user_month.user_id is
    'Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_user_month.component_name is 'As in agg_user_day';
comment on column mart.agg_user_month.source is 'Source system the row comes from';
comment on column mart.agg_user_month.first_seen_on is
    'First day of the month with a row in agg_user_day; of component containers, with one running';
comment on column mart.agg_user_month.last_seen_on is 'Last such day';
comment on column mart.agg_user_month.active_day_count is 'Days on which the person was active';
comment on column mart.agg_user_month.first_active_on is 'First of these; null = none';
comment on column mart.agg_user_month.last_active_on is 'Last of these; null = none';
comment on column mart.agg_user_month.running_seconds is 'Seconds their containers ran; null = no containers';
comment on column mart.agg_user_month.observed_seconds is 'Of these, observed; null = no containers';
comment on column mart.agg_user_month.active_seconds is 'Of these, not idle; null = no containers';
comment on column mart.agg_user_month.idle_seconds is 'Of these, idle; null = no containers';
comment on column mart.agg_user_month.cpu_core_seconds is
    'CPU time used, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_month.cpu_allocated_core_seconds is
    'CPU time kept from others, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_month.submitted_job_count is 'Jobs submitted; null = no scheduler';
comment on column mart.agg_user_month.visit_count is
    'Visits, their own items included and monitors apart; null = no content server';
comment on column mart.agg_user_month.upload_count is 'Bundles uploaded to items they own; null = no content server';
comment on column mart.agg_user_month.commit_count is 'Commits authored, merges apart; null = no repositories';

comment on table mart.agg_user_total is
    'Grain: one person x component x source. Sums of agg_user_day over all days, rewritten with it. People do not '
    'add up over components or sources: count distinct user_id.';
comment on column mart.agg_user_total.user_id is
    'Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_user_total.component_name is 'As in agg_user_day';
comment on column mart.agg_user_total.source is 'Source system the row comes from';
comment on column mart.agg_user_total.first_seen_on is
    'First day with a row in agg_user_day; of component containers, with one running';
comment on column mart.agg_user_total.last_seen_on is 'Last such day';
comment on column mart.agg_user_total.active_day_count is 'Days on which the person was active';
comment on column mart.agg_user_total.first_active_on is 'First of these; null = none';
comment on column mart.agg_user_total.last_active_on is 'Last of these; null = none';
comment on column mart.agg_user_total.running_seconds is 'Seconds their containers ran; null = no containers';
comment on column mart.agg_user_total.observed_seconds is 'Of these, observed; null = no containers';
comment on column mart.agg_user_total.active_seconds is 'Of these, not idle; null = no containers';
comment on column mart.agg_user_total.idle_seconds is 'Of these, idle; null = no containers';
comment on column mart.agg_user_total.cpu_core_seconds is
    'CPU time used, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_total.cpu_allocated_core_seconds is
    'CPU time kept from others, core seconds; null = unknown, or booked elsewhere';
comment on column mart.agg_user_total.submitted_job_count is 'Jobs submitted; null = no scheduler';
comment on column mart.agg_user_total.visit_count is
    'Visits, their own items included and monitors apart; null = no content server';
comment on column mart.agg_user_total.upload_count is 'Bundles uploaded to items they own; null = no content server';
comment on column mart.agg_user_total.commit_count is 'Commits authored, merges apart; null = no repositories';

comment on table mart.agg_container_month is
    'Grain: one container incarnation x image x person x project x cluster x month. Sums of fact_container_day '
    'over the month, of all kinds of containers. The transaction that changes a day removes its month, and the '
    'run that did so ends with making it anew; report.container_month reads the days of a month that is not '
    'here.';
comment on column mart.agg_container_month.month is 'First day of the month';
comment on column mart.agg_container_month.container_key is 'Container incarnation';
comment on column mart.agg_container_month.image_key is 'Image it ran';
comment on column mart.agg_container_month.user_id is
    'Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, -1 = a system itself';
comment on column mart.agg_container_month.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.agg_container_month.compute_system_key is 'Cluster or environment it ran in';
comment on column mart.agg_container_month.first_seen_on is 'First day of the month on which it ran';
comment on column mart.agg_container_month.last_seen_on is 'Last such day';
comment on column mart.agg_container_month.first_used_on is
    'First day on which it was not idle throughout and its person was active in containers; null = none';
comment on column mart.agg_container_month.last_used_on is 'Last such day; null = none';
comment on column mart.agg_container_month.day_active_seconds_max is
    'Greatest active time of the container, all its incarnations together, on one of the days on which this one '
    'was active; null = none';
comment on column mart.agg_container_month.running_seconds is 'Seconds it ran';
comment on column mart.agg_container_month.observed_seconds is 'Of these, between CPU samples';
comment on column mart.agg_container_month.idle_seconds is 'Of these, below the idle threshold';
comment on column mart.agg_container_month.active_seconds is 'Observed seconds that were not idle';
comment on column mart.agg_container_month.band_0_seconds is 'Observed seconds at [0, 0.05) cores';
comment on column mart.agg_container_month.band_1_seconds is 'Observed seconds at [0.05, 1) cores';
comment on column mart.agg_container_month.band_2_seconds is 'Observed seconds at [1, 2) cores';
comment on column mart.agg_container_month.band_3_seconds is 'Observed seconds at [2, 4) cores';
comment on column mart.agg_container_month.band_4_seconds is 'Observed seconds at [4, 8) cores';
comment on column mart.agg_container_month.band_5_seconds is 'Observed seconds at [8, 16) cores';
comment on column mart.agg_container_month.band_6_seconds is 'Observed seconds at [16, inf) cores';
comment on column mart.agg_container_month.cpu_core_seconds is 'CPU time used, core seconds; null = unknown';
comment on column mart.agg_container_month.cpu_allocated_core_seconds is
    'CPU time kept from others, core seconds; null = unknown';
comment on column mart.agg_container_month.cpu_idle_allocated_core_seconds is
    'Of these, not used, hour by hour, core seconds; null = unknown';
comment on column mart.agg_container_month.cpu_used_allocated_core_seconds is
    'CPU time used, of each day no more than was allocated, core seconds; null = unknown';
comment on column mart.agg_container_month.cpu_unknown_allocated_core_seconds is
    'CPU time kept from others in hours whose use is unknown, core seconds; null = there are none';
comment on column mart.agg_container_month.gpu_request_seconds is 'GPUs requested x seconds; null = unknown';
comment on column mart.agg_container_month.memory_held_byte_seconds is
    'Memory requested x time, on days without a request memory used, byte seconds; null = unknown';
comment on column mart.agg_container_month.cpu_unknown_hours_count is 'Hours whose CPU use is unknown';

comment on table mart.agg_storage_month is
    'Grain: one person x project x cluster x month. Sums of volume_day_counted, so that a home counts once and '
    'whole file systems do not. The transaction that changes a day removes its month, and the run that did so '
    'ends with making it anew; report.storage_month reads the days of a month that is not here.';
comment on column mart.agg_storage_month.month is 'First day of the month';
comment on column mart.agg_storage_month.compute_system_key is 'Cluster the volumes are mounted on; 0 = unknown';
comment on column mart.agg_storage_month.user_id is
    'Person who owns them, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.agg_storage_month.project_key is 'Project they are booked on; 0 = unknown';
comment on column mart.agg_storage_month.first_seen_on is 'First day of the month with such a volume';
comment on column mart.agg_storage_month.last_seen_on is 'Last such day';
comment on column mart.agg_storage_month.used_byte_days is
    'Bytes used at day end, summed over days and volumes; null = never measured';
