-- Which tables of a day have far fewer rows than on the same weekdays before: what a source answers with next to nothing
-- is not always a quiet day.
set local role wh_owner;

create or replace function ops.few_rows(from_day date, to_day date, of_source text default null)
returns table (source text, day date, table_name text, row_count bigint, usual_count bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select t.source, t.day, t.table_name, t.row_count, usual.least
    from ops.load_table t
    join ops.load l using (source, day)
    cross join lateral (
        select min(b.row_count) as least, count(*) as days
        from unnest(array[7, 14, 21, 28]) ago(days)
        join ops.load_table b on b.source = t.source and b.day = t.day - ago.days and b.table_name = t.table_name
        join ops.load p on p.source = b.source and p.day = b.day and p.published_at is not null
    ) usual
    where l.published_at is not null and t.day >= $1 and t.day < $2 and ($3 is null or t.source = $3)
      and starts_with(t.table_name, 'fact_')
      and usual.days >= 3 and usual.least >= 20 and t.row_count * 10 < usual.least
      -- What is known to be lost, and days off, explain themselves.
      and not exists (
        select from ops.load_endpoint e
        where e.source = t.source and e.day = t.day and e.state in ('LOST', 'PENDING'))
      and not exists (select from mart.dim_holiday h where h.day = t.day)
$$;
comment on function ops.few_rows(date, date, text) is
    'Facts of published source-days, from the first day to the day before the second, that have less than a tenth of '
    'the rows of each of the same weekdays in the four weeks before, where at least three of these are published and '
    'have 20 rows or more; of one source, if given.';
