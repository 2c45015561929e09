-- The meaning of every table of identified data, as its record in org.scewarehouse.model.hr declares it.
set local role wh_owner;

comment on table hr.person is
    'Grain: one person whom HR knows. Readable by bi_hr only. As HR showed the person last; earlier logins and '
    'addresses are in hr.bridge_identity.';
comment on column hr.person.user_id is 'Durable key of the person; the key of mart.dim_user_now';
comment on column hr.person.employee_id is 'What HR calls the person';
comment on column hr.person.login is 'Login as given; null = none';
comment on column hr.person.email is 'E-mail address as given; null = none';
comment on column hr.person.given_name is 'Given name; null = not delivered';
comment on column hr.person.family_name is 'Family name; null = not delivered';

comment on table hr.bridge_identity is
    'Grain: one identifier that means one person for some time. Readable by bi_hr only. Rows whose rule is override, '
    'or the system itself, decide whom the identifier means; others say through which of them an account was found. '
    'An identifier that HR does not know is an inferred person.';
comment on column hr.bridge_identity.system_name is
    'Where the identifier is used: employee_id, login, email, connect, gitlab ...';
comment on column hr.bridge_identity.identifier is 'Login, e-mail or account, lower case';
comment on column hr.bridge_identity.user_id is 'Person it means; the key of mart.dim_user_now';
comment on column hr.bridge_identity.match_rule is 'Rule that matched: override, employee_id, login, email or inferred';
comment on column hr.bridge_identity.valid_from is 'First day on which it means the person';
comment on column hr.bridge_identity.valid_to is 'Day after the last one; 9999-12-31 = open';

comment on table hr.identity_use is
    'Grain: one identifier in one published source-day. Readable by bi_hr only. Tells which days are to be built '
    'again when an identifier is found to mean somebody else.';
comment on column hr.identity_use.source is 'Source of the rows';
comment on column hr.identity_use.day is 'Day of the rows';
comment on column hr.identity_use.system_name is 'Where the identifier is used: login, email, connect, gitlab ...';
comment on column hr.identity_use.identifier is 'Login, e-mail or account, lower case';
comment on column hr.identity_use.user_id is 'Person it was taken for; the key of mart.dim_user_now';
comment on column hr.identity_use.match_rule is 'Rule that matched: override, employee_id, login, email or inferred';

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
