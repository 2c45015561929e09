-- The meaning of every table of identified data, as its record in org.scewarehouse.model.hr declares it.
set local role wh_owner;

comment on table hr.bridge_identity is
    'Grain: one identifier of a person in one system. Readable by bi_hr only. Until HR is loaded every identifier is '
    'its own, inferred person.';
comment on column hr.bridge_identity.system_name is 'Where the identifier is used: login, email, connect, gitlab ...';
comment on column hr.bridge_identity.identifier is 'Login, e-mail or account, lower case';
comment on column hr.bridge_identity.user_id is 'Person it means; the key of mart.dim_user_now';
comment on column hr.bridge_identity.match_rule is 'Rule that matched: override, employee_id, login, email or inferred';
comment on column hr.bridge_identity.first_seen_on is 'First day on which a source showed the member';
comment on column hr.bridge_identity.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table hr.container_name is
    'Grain: one container incarnation. The texts that mart.dim_container shows masked.';
comment on column hr.container_name.container_key is 'Key of mart.dim_container';
comment on column hr.container_name.namespace_name is 'Namespace as given';
comment on column hr.container_name.pod_name is 'Pod as given; null = unknown';
comment on column hr.container_name.workload_name is 'Owner as given; null = unknown';
comment on column hr.container_name.first_seen_on is 'First day on which a source showed the member';
comment on column hr.container_name.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table hr.volume_name is 'Grain: one volume. The texts that mart.dim_volume shows masked.';
comment on column hr.volume_name.volume_key is 'Key of mart.dim_volume';
comment on column hr.volume_name.volume_name is 'Claim or path as given';
comment on column hr.volume_name.namespace_name is 'Namespace as given; null = none';
comment on column hr.volume_name.first_seen_on is 'First day on which a source showed the member';
comment on column hr.volume_name.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';
