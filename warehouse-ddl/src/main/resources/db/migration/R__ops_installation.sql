-- A warehouse belongs to one zone, one pseudonym secret and one key salt, from the first published day on for ever.
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

    select * into strict installed from ops.installation for update;
    differences := array(
        select format('%s is %L here but the warehouse was installed with %L', setting, given, expected)
        from (values
            ('sce.zone', zone, installed.zone),
            ('the fingerprint of sce.privacy.secret', privacy_fingerprint, installed.privacy_fingerprint),
            ('sce.keys.salt', keys_salt, installed.keys_salt)
        ) compared(setting, given, expected)
        where given <> expected);
    if cardinality(differences) > 0 and exists (select from ops.load l where l.published_at is not null) then
        raise exception '%; days are published with that. Set it back, or load another warehouse.',
                array_to_string(differences, '; ')
            using errcode = 'invalid_parameter_value';
    end if;
    -- Locks of this kind are those of runs: they go on with what they began with.
    if cardinality(differences) > 0 and exists (
        select from pg_locks
        where locktype = 'advisory' and pid <> pg_backend_pid()
            and database = (select oid from pg_database where datname = current_database()))
    then
        raise exception '%; another run works with that. Wait for its end, or set it back.',
                array_to_string(differences, '; ')
            using errcode = 'invalid_parameter_value';
    end if;
    update ops.installation i
    set zone = zone, privacy_fingerprint = privacy_fingerprint, keys_salt = keys_salt,
        product_version = product_version
    where cardinality(differences) > 0 or i.product_version <> product_version;
end
$$;
comment on function ops.require_installation(text, text, text, text) is
    'Installs the warehouse on the first call. Then another zone, pseudonym secret or key salt takes the place '
    'of the old one while no day was ever published, and is refused then (SQLSTATE 22023), each difference being named.';
