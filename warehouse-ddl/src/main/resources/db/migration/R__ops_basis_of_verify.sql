-- What checks of invariants share: when sums are equal, and how a check says what it found.
set local role wh_owner;

create or replace function ops.is_close(a double precision, b double precision) returns boolean
language sql immutable
as $$
    select a is not distinct from b or coalesce(abs(a - b) <= 1e-6 * greatest(abs(a), abs(b), 1), false)
$$;
comment on function ops.is_close(double precision, double precision) is
    'Whether two sums of the same numbers in another order are equal: both null, or within a millionth.';

create or replace function ops.verdict(check_name text, wrong_count bigint, example text)
returns table (check_name text, is_ok boolean, detail text)
language sql immutable
as $$
    select $1, $2 = 0, case when $2 = 0 then 'ok' else format('%s wrong, such as %s', $2, $3) end
$$;
comment on function ops.verdict(text, bigint, text) is 'One row of ops.verify: ok where nothing is wrong.';
