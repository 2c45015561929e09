-- What stands before the first migration: four group roles without login, and the schemas, all owned by wh_owner.
-- Only what is missing is made. Where the user may not make it, the error names every statement that is missing, and
-- once an administrator has run them this script does nothing.
do $$
declare
    owner_role constant text := 'wh_owner';
    missing_statements text[];
begin
    perform pg_advisory_xact_lock(hashtext('sce warehouse bootstrap'));
    missing_statements := array(
            select format('create role %I nologin', role_name)
            from unnest(array['wh_owner', 'wh_loader', 'bi_reader', 'bi_hr']) role_name
            where not exists (select from pg_roles where rolname = role_name))
        || array(
            select format('grant %I to %I', owner_role, me.rolname)
            from pg_roles me
            where me.rolname = current_user
              and not me.rolsuper
              and (select pg_has_role(oid, 'usage') from pg_roles where rolname = owner_role) is not true)
        || array(
            select format('create schema %I authorization %I', schema_name, owner_role)
            from unnest(array['mart', 'mart_parts', 'report', 'hr', 'ops', 'batch']) schema_name
            where not exists (select from pg_namespace where nspname = schema_name));
    for place in 1 .. cardinality(missing_statements) loop
        execute missing_statements[place];
    end loop;
exception
    when insufficient_privilege then
        raise exception using
            errcode = 'insufficient_privilege',
            message = format(
                'User %s may not prepare database %s (%s). An administrator must run there: %s;',
                quote_ident(current_user), quote_ident(current_database()), sqlerrm,
                array_to_string(missing_statements, '; '));
end
$$;
