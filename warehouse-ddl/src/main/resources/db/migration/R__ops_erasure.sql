-- What erasing a person needs of the owner of the tables.
set local role wh_owner;

comment on table ops.erasure is
    'Grain: one identifier of a person who was erased, as sce erase knows it again. No identifier stands here.';
comment on column ops.erasure.identifier_hash is 'Hash of the identifier in lower case, keyed with sce.privacy.secret';
comment on column ops.erasure.character_count is 'Characters of the identifier';
comment on column ops.erasure.rule_name is
    'How it is found: WORD (between edges of words), FIELD and REFERENCE (whole value of a field), OWN (whole value in a record '
    'that names the person otherwise)';
comment on column ops.erasure.field_name is 'Field of rules FIELD and REFERENCE, else empty';
comment on column ops.erasure.token is 'What takes its place everywhere; one per person';
comment on column ops.erasure.valid_from is 'First day on which it meant the person';
comment on column ops.erasure.valid_to is 'First day on which it no longer did; 9999-12-31 = it still does';
comment on column ops.erasure.erased_on is 'Day of the erasure, UTC';
comment on column ops.erasure.secret_fingerprint is 'Fingerprint of the secret of the hash';

create or replace function ops.analyze_texts() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    relation record;
begin
    for relation in
        select oid::regclass as name from pg_class
        where relkind = 'r' and relowner = 'wh_owner'::regrole
          and relnamespace::regnamespace::text in ('mart', 'hr', 'ops', 'batch')
    loop
        execute format('analyze %s', relation.name);
    end loop;
end
$$;
comment on function ops.analyze_texts() is
    'Gathers planner statistics of all tables but the facts, so that no value stays in them that is no longer in a '
    'table. The loader cannot do it itself: it does not own the tables.';
