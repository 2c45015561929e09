-- The ledger: what is loaded, what is not, and why; the installation it belongs to; the settings that reports print.
set local role wh_owner;

create table ops.installation (
    is_only_row         boolean primary key default true,
    zone                text not null,
    privacy_fingerprint text not null,
    keys_salt           text not null,
    product_version     text not null,
    installed_at        timestamptz not null default now(),
    constraint there_is_one_installation check (is_only_row)
);

create table ops.load (
    source               text not null,
    day                  date not null,
    state                text not null,
    fence                bigint not null default 0,
    attempt              integer,
    row_count            bigint,
    content_sha256       text,
    manifest_sha256      text,
    settings_fingerprint text,
    started_at           timestamptz,
    extracted_at         timestamptz,
    published_at         timestamptz,
    code_version         text,
    message              text,
    primary key (source, day),
    constraint state_is_known check (
        state in ('PENDING', 'RUNNING', 'PUBLISHED', 'FAILED', 'LOST', 'NOT_EXPECTED', 'STALE')),
    constraint published_has_a_time check (state <> 'PUBLISHED' or published_at is not null),
    constraint counts_are_not_negative check (least(fence, attempt, row_count) >= 0)
);
create index load_day on ops.load (day);

create table ops.load_endpoint (
    source       text not null,
    day          date not null,
    endpoint     text not null,
    kind         text not null,
    attempt      integer,
    state        text not null,
    record_count bigint,
    observed_at  timestamptz,
    primary key (source, day, endpoint),
    constraint kind_is_known check (kind in ('EVENT', 'AS_OF', 'SNAPSHOT')),
    constraint state_is_known check (state in ('OBSERVED', 'LOST', 'NOT_EXPECTED', 'PENDING')),
    constraint counts_are_not_negative check (least(attempt, record_count) >= 0)
);

create table ops.load_table (
    source         text not null,
    day            date not null,
    table_name     text not null,
    row_count      bigint not null,
    content_sha256 text not null,
    primary key (source, day, table_name),
    constraint counts_are_not_negative check (row_count >= 0)
);
create index load_table_name_day on ops.load_table (table_name, day);

-- No primary key: a subject is a text of the source and may be longer than an index entry.
create table ops.load_finding (
    source        text not null,
    day           date not null,
    endpoint      text not null,
    kind          text not null,
    subject       text not null,
    reason        text not null,
    finding_count bigint not null,
    constraint kind_is_known check (kind in ('GAP', 'DROP', 'WARNING', 'LOST')),
    constraint counts_are_not_negative check (finding_count >= 0)
);
create index load_finding_source_day on ops.load_finding (source, day);

create sequence ops.load_fence;

create table ops.report_setting (
    is_only_row              boolean primary key default true,
    idle_threshold_cores     double precision not null default 0.05,
    active_minutes           integer not null default 10,
    smallest_group_people    integer not null default 5,
    illustrative_core_hour_usd numeric(18,6) not null default 0.02,
    constraint there_is_one_setting check (is_only_row),
    constraint settings_are_positive check (
        least(idle_threshold_cores, active_minutes, smallest_group_people) > 0 and illustrative_core_hour_usd >= 0)
);
insert into ops.report_setting default values;
analyze ops.report_setting;
