-- What the published manifest says of each measure: rows that changed in the warehouse since are found by it.
set local role wh_owner;

alter table ops.load_table add column measures jsonb;
