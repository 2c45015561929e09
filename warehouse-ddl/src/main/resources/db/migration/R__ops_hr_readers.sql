-- Who reads names without leaving a trace.
set local role wh_owner;

create or replace function ops.unlogged_hr_readers() returns setof name
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select r.rolname
    from pg_roles r
    where r.rolcanlogin and not r.rolsuper
      and pg_has_role(r.oid, 'bi_hr', 'member')
      and current_setting('log_statement') <> 'all'
      and (coalesce(current_setting('pgaudit.log', true), 'none') !~* 'read|all'
          or current_setting('pgaudit.log', true) ~* '-\s*(read|all)')
      and not exists (
          select from pg_db_role_setting s
          cross join unnest(s.setconfig) setting
          where s.setrole = r.oid
            and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
            and (setting = 'log_statement=all'
                -- All but reads is written "all, -read".
                or setting ~* '^pgaudit\.log=.*(read|all)' and setting !~* '-\s*(read|all)'))
    order by 1
$$;
comment on function ops.unlogged_hr_readers() is
    'Logins that may read schema hr and whose statements the server does not log: neither log_statement = all nor '
    'reads by pgaudit are set for them or for the server. Superusers are not among them.';
