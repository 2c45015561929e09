-- Who may do what. Rights are given by default privileges, so that a table of a later migration cannot miss them.
-- REFERENCES lets BI tools see primary keys in information_schema; it allows nothing else to a role without CREATE.
grant select, insert, update, delete on ops.schema_history to wh_owner;
grant select on ops.schema_history to wh_loader;
comment on table ops.schema_history is 'Migrations that have run; kept by Flyway.';

set local role wh_owner;

comment on schema mart is 'Star schema: dimensions, facts and aggregates, pseudonymous.';
comment on schema mart_parts is 'Monthly partitions of the facts; query their parents in mart.';
comment on schema report is 'Views and functions, each of which answers one question.';
comment on schema hr is 'Identified data: names, logins, original texts, named twins of person-level reports.';
comment on schema ops is 'Ledger, findings, installation and settings of the warehouse.';
comment on schema batch is 'Job repository of Spring Batch.';

grant usage on schema mart, report to bi_reader, bi_hr, wh_loader;
grant usage on schema hr to bi_hr, wh_loader;
grant usage on schema ops, batch to wh_loader;

alter default privileges revoke execute on functions from public;

alter default privileges in schema mart grant select, references on tables to bi_reader, bi_hr;
alter default privileges in schema mart grant select, insert, update, delete on tables to wh_loader;

alter default privileges in schema report grant select on tables to bi_reader, bi_hr, wh_loader;
alter default privileges in schema report grant execute on functions to bi_reader, bi_hr, wh_loader;

alter default privileges in schema hr grant select, references on tables to bi_hr;
alter default privileges in schema hr grant select, insert, update, delete on tables to wh_loader;
alter default privileges in schema hr grant execute on functions to bi_hr;

alter default privileges in schema ops grant select, insert, update, delete on tables to wh_loader;
alter default privileges in schema ops grant usage, select on sequences to wh_loader;
alter default privileges in schema ops grant execute on functions to wh_loader;

alter default privileges in schema batch grant select, insert, update, delete on tables to wh_loader;
alter default privileges in schema batch grant usage, select on sequences to wh_loader;
