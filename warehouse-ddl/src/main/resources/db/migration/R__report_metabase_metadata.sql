-- What Metabase is told about columns beyond their comments: it reads a relation of this name and shape while it syncs.
-- Also where sce bi provision takes semantic types from, so that they are said once.
set local role wh_owner;

create or replace view report._metabase_metadata as
select c.relname || '.' || a.attname || '.semantic_type' as keypath, said.semantic_type as value
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
cross join lateral (
    select case
        when a.attname ~ '_usd(_|$)' then 'type/Currency'
        when a.attname ~ '_(ratio|share)(_|$)' then 'type/Percentage'
        when a.attname ~ '_seconds(_|$)' then 'type/Duration'
        when a.attname ~ '_(bytes|hours|kwh|kg|percent|cores|days|count)(_(max|median|p95))?$' then 'type/Quantity'
        when a.attname in ('pseudonym', 'owner_manager_pseudonym') then 'type/Name'
        when a.attname ~ '_(name|title)$' then 'type/Name'
        when a.attname ~ '_(type|kind|state|status)$' or a.attname in ('source', 'period_name') then 'type/Category'
        when a.attname ~ '^created_at$' then 'type/CreationTimestamp'
        when a.attname ~ '_(key|id|guid|sort|number)$' then null
    end
) said(semantic_type)
where c.relnamespace in ('mart'::regnamespace, 'report'::regnamespace)
  and c.relkind in ('r', 'p', 'v')
  and c.relname <> '_metabase_metadata'
  and said.semantic_type is not null
  -- Keys are Metabase's own business: it takes them from the constraints.
  and not exists (
    select from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'f') and a.attnum = any (k.conkey));

comment on view report._metabase_metadata is
    'Grain: one column that Metabase is told the meaning of. Read by Metabase itself while it syncs; by nobody else.';
comment on column report._metabase_metadata.keypath is 'Table, column and semantic_type, joined by points';
comment on column report._metabase_metadata.value is 'Semantic type, as Metabase names it';
