-- What Chronicle does not say of a day's content is unknown; an item may be known never to have been deployed without
-- it being known whether anything was uploaded.
set local role wh_owner;

alter table mart.fact_content_day
    alter column monitor_visit_count drop not null,
    alter column run_count drop not null,
    alter column failed_run_count drop not null,
    alter column run_seconds drop not null;

alter table mart.dim_content drop constraint deployment_state_is_known;
alter table mart.dim_content add constraint deployment_state_is_known check (
    deployment_state in (
        'deployed', 'redeploy_failing', 'never_succeeded', 'created_only', 'never_deployed', 'unknown'));
