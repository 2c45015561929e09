-- The meaning of the tables that reference files and settings give, as their records in org.scewarehouse.model declare.
set local role wh_owner;

comment on table mart.dim_holiday is
    'Grain: one public holiday x country x site. By the reference file holidays.csv, as it was on the last loaded day. '
    'Those that hold everywhere are in dim_date too; report.is_working_day answers for a country and site.';
comment on column mart.dim_holiday.day is 'Day of the holiday';
comment on column mart.dim_holiday.country_name is 'Country it holds in; * = every country';
comment on column mart.dim_holiday.site_name is 'Site it holds at; * = every site of the country';
comment on column mart.dim_holiday.holiday_name is 'Name of the holiday';

comment on table mart.bridge_user_group is
    'Grain: one person x user group x stretch of membership. By the reference file user_groups.csv, as it was on the '
    'last loaded day; a person may be in several groups, so sums over groups count people more than once.';
comment on column mart.bridge_user_group.user_id is 'Person in the group';
comment on column mart.bridge_user_group.group_name is 'Name of the group';
comment on column mart.bridge_user_group.valid_from is 'First day of the membership';
comment on column mart.bridge_user_group.valid_to is 'Day after its last; 9999-12-31 = open';

comment on table mart.dim_platform_rule is
    'Grain: one compute system. From settings (sce.sources.prometheus.idle-limit), for environments that containers '
    'ran in.';
comment on column mart.dim_platform_rule.compute_system_key is 'Cluster and environment';
comment on column mart.dim_platform_rule.idle_limit_seconds is
    'Idle time after which the platform ends an interactive container; null = no such rule is set';
comment on column mart.dim_platform_rule.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_platform_rule.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';
