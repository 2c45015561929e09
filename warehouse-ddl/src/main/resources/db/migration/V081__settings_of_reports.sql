-- Thresholds of reports: which days count for frequency, and how long content is kept.
set local role wh_owner;

alter table ops.report_setting
    add column frequency_days text not null default 'calendar',
    add column retention_days integer not null default 1095,
    add column assumed_utilisation_ratio double precision not null default 0.5,
    add constraint frequency_days_are_known check (frequency_days in ('calendar', 'working')),
    add constraint retention_is_positive check (retention_days > 0),
    add constraint utilisation_is_a_ratio check (assumed_utilisation_ratio between 0 and 1);
