-- What retention has removed of each source-day, so that nobody takes it for missing.
set local role wh_owner;

create table ops.removal (
    source     text not null,
    day        date not null,
    subject    text not null,
    removed_at timestamptz not null,
    primary key (source, day, subject),
    constraint subject_is_known check (subject in ('RAW', 'CURATED', 'HOUR_FACTS'))
);
