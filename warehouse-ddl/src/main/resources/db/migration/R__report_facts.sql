-- Facts as views, for BI tools that do not see partitioned tables: JDBC reports those as PARTITIONED TABLE, and a tool
-- that asks for tables and views alone misses them. A fact that is new, or has a new column, needs a word here, so that
-- this file runs again.
-- Facts as of migration V094.
set local role wh_owner;

do $$
declare
    fact record;
    described record;
begin
    for fact in
        select c.oid, c.relname, obj_description(c.oid, 'pg_class') as text
        from pg_class c
        where c.relnamespace = 'mart'::regnamespace and c.relkind = 'p'
        order by c.relname
    loop
        execute format('create or replace view report.%I as select * from mart.%I',
            fact.relname || '_view', fact.relname);
        execute format('comment on view report.%I is %L', fact.relname || '_view',
            fact.text || ' The same rows as mart.' || fact.relname || ', for tools that do not see partitioned tables.');
        for described in
            select a.attname, col_description(fact.oid, a.attnum) as text
            from pg_attribute a
            where a.attrelid = fact.oid and a.attnum > 0 and not a.attisdropped
        loop
            execute format('comment on column report.%I.%I is %L',
                fact.relname || '_view', described.attname, described.text);
        end loop;
    end loop;
end
$$;
