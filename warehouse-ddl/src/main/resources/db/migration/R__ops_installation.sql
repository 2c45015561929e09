-- A warehouse belongs to one zone, one pseudonym secret and one key salt for ever.
set local role wh_owner;

create or replace function ops.require_installation(
    zone text, privacy_fingerprint text, keys_salt text, product_version text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    installed ops.installation;
    differences text[];
begin
    insert into ops.installation (zone, privacy_fingerprint, keys_salt, product_version)
    values (zone, privacy_fingerprint, keys_salt, product_version)
    on conflict do nothing;

    select * into strict installed from ops.installation;
    differences := array(
        select format('%s is %L here but the warehouse was installed with %L', setting, given, expected)
        from (values
            ('sce.zone', zone, installed.zone),
            ('the fingerprint of sce.privacy.secret', privacy_fingerprint, installed.privacy_fingerprint),
            ('sce.keys.salt', keys_salt, installed.keys_salt)
        ) compared(setting, given, expected)
        where given <> expected);
    if cardinality(differences) > 0 then
        raise exception '%. Use the installed settings, or another warehouse.', array_to_string(differences, '; ')
            using errcode = 'invalid_parameter_value';
    end if;
    update ops.installation i set product_version = product_version
    where i.product_version <> product_version;
end
$$;
comment on function ops.require_installation(text, text, text, text) is
    'Installs the warehouse on the first call; afterwards refuses another zone, pseudonym secret or key salt '
    '(SQLSTATE 22023), naming each difference, and notes the product version.';
