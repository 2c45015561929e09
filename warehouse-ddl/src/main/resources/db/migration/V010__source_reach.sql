-- How far back each source reaches, as the last run found it, and from which day on its days are planned.
set local role wh_owner;

create table ops.source (
    source       text primary key,
    first_day    date not null,
    edge_seconds bigint not null,
    answers_from date,
    oldest_day   date,
    reason       text not null,
    asked_at     timestamptz not null,
    constraint edge_is_not_negative check (edge_seconds >= 0)
);
