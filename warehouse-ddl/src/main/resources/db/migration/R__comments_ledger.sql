-- The meaning of every table of the ledger.
set local role wh_owner;

comment on table ops.installation is 'Grain: the one installation. What may never change in a warehouse.';
comment on column ops.installation.is_only_row is 'Always true: there is one row';
comment on column ops.installation.zone is 'Reporting zone, sce.zone: decides which instants a day has';
comment on column ops.installation.privacy_fingerprint is
    'Fingerprint of sce.privacy.secret, which makes the pseudonyms';
comment on column ops.installation.keys_salt is 'sce.keys.salt, part of every key';
comment on column ops.installation.product_version is 'Version of the product that ran last';
comment on column ops.installation.installed_at is 'When the warehouse was installed';

comment on table ops.source is
    'Grain: one source. How far back it reaches, as the last run found it; no row = it was never asked.';
comment on column ops.source.source is 'Source system';
comment on column ops.source.first_day is 'First day that is planned: none before it is missing';
comment on column ops.source.edge_seconds is 'A day is due so long after its end';
comment on column ops.source.answers_from is
    'First day for which the source still answers completely; null = nothing limits it';
comment on column ops.source.oldest_day is 'Day of the oldest record that the source has; null = it cannot tell';
comment on column ops.source.reason is 'How that is known';
comment on column ops.source.asked_at is 'When the source was asked';

comment on table ops.load is
    'Grain: one source x day. The ledger: what is published, and what became of every other day.';
comment on column ops.load.source is 'Source system, such as prometheus';
comment on column ops.load.day is 'Day of the reporting zone';
comment on column ops.load.state is
    'PENDING (to do), RUNNING, PUBLISHED, FAILED, LOST (the source no longer has it), NOT_EXPECTED (before '
    'the source''s start), STALE (published, to be rebuilt)';
comment on column ops.load.fence is 'Number of the run that may publish the day; a run with a smaller one may not';
comment on column ops.load.attempt is 'Attempt of the day, from 1; null = none yet';
comment on column ops.load.row_count is
    'Published rows of facts; of a source that has none, of its dimensions and lists; null = never published';
comment on column ops.load.content_sha256 is
    'SHA-256 of the published rows, free of file format; null = never published';
comment on column ops.load.manifest_sha256 is 'SHA-256 of the curated manifest published; null = never published';
comment on column ops.load.settings_fingerprint is
    'Fingerprint of the settings the rows were built with; null = unknown';
comment on column ops.load.started_at is 'Start of the last run; null = never run';
comment on column ops.load.extracted_at is 'When the raw data was complete; null = not extracted';
comment on column ops.load.published_at is 'When the rows that stand now were published; null = none stand';
comment on column ops.load.code_version is 'Version of the product that built the rows; null = not built';
comment on column ops.load.message is 'Why it failed, is lost or stale, and what to do; null = nothing to say';

comment on table ops.load_endpoint is 'Grain: one source x day x endpoint. What of the source is known for the day.';
comment on column ops.load_endpoint.source is 'Source system';
comment on column ops.load_endpoint.day is 'Day of the reporting zone';
comment on column ops.load_endpoint.endpoint is 'Endpoint of the source';
comment on column ops.load_endpoint.kind is
    'EVENT (asked by time window), AS_OF (answers for a past date) or SNAPSHOT (answers only as of now)';
comment on column ops.load_endpoint.attempt is 'Attempt whose raw data is in force; null = none';
comment on column ops.load_endpoint.state is 'OBSERVED, LOST (it can no longer be asked), NOT_EXPECTED or PENDING';
comment on column ops.load_endpoint.record_count is 'Records in raw; 0 = asked and empty, null = not observed';
comment on column ops.load_endpoint.observed_at is 'When it was asked; null = not observed';

comment on table ops.load_table is 'Grain: one source x day x table. What the published manifest says of each table.';
comment on column ops.load_table.source is 'Source system';
comment on column ops.load_table.day is 'Day of the reporting zone';
comment on column ops.load_table.table_name is 'Table, without schema';
comment on column ops.load_table.row_count is
    'Rows in the curated file; for facts also the rows of that day in the table';
comment on column ops.load_table.content_sha256 is 'SHA-256 of these rows, free of file format';
comment on column ops.load_table.measures is
    'Sum and number of values of each measure, by column, as the manifest has them; null = published by a version that '
    'did not note them';

comment on table ops.load_finding is
    'Grain: one source x day x endpoint x kind x subject x reason. What is missing from the published day, and why.';
comment on column ops.load_finding.source is 'Source system';
comment on column ops.load_finding.day is 'Day of the reporting zone';
comment on column ops.load_finding.endpoint is 'Endpoint of the source';
comment on column ops.load_finding.kind is
    'GAP (the source does not offer it), DROP (records dropped), WARNING (the source warned) or LOST';
comment on column ops.load_finding.subject is 'What it is about: a metric, a field, a record';
comment on column ops.load_finding.reason is 'Why, in words';
comment on column ops.load_finding.finding_count is 'How many records it concerns';

comment on table ops.removal is
    'Grain: one source x day x subject. What sce.retention has removed of a published day, whose other rows stay.';
comment on column ops.removal.source is 'Source system';
comment on column ops.removal.day is 'Day of the reporting zone';
comment on column ops.removal.subject is
    'RAW (answers of the source: the day cannot be built again), CURATED (rows in the lake) or HOUR_FACTS (rows of '
    'mart.fact_container_hour)';
comment on column ops.removal.removed_at is 'When it was removed';

comment on table ops.report_setting is
    'Grain: the one set of settings. Thresholds that reports use and print, shown as report.setting.';
comment on column ops.report_setting.is_only_row is 'Always true: there is one row';
comment on column ops.report_setting.idle_threshold_cores is
    'Cores below which a container idles, as the last run used it; a site may set others by IDE';
comment on column ops.report_setting.active_minutes is 'Minutes of active time that make a day an active day';
comment on column ops.report_setting.smallest_group_people is
    'Groups with fewer people are joined to the group Other';
comment on column ops.report_setting.illustrative_core_hour_usd is
    'Price of a core hour in USD where mart.dim_rate has none for the day';
comment on column ops.report_setting.frequency_days is
    'Which days the frequency of use counts: calendar or working (sce.frequency.days)';
comment on column ops.report_setting.retention_days is
    'Days after the last modification when content is due for removal';
comment on column ops.report_setting.assumed_utilisation_ratio is
    'Utilisation that energy is reckoned with where CPU use is unknown';

comment on sequence ops.load_fence is 'Numbers of runs; the greater one may publish.';

comment on table ops.people_change is
    'How often who somebody is has changed: a load that finds another number at its end than at its begin looks again.';
comment on column ops.people_change.is_only_row is 'There is one row';
comment on column ops.people_change.change_count is 'Days of HR and decisions about identities applied so far';
