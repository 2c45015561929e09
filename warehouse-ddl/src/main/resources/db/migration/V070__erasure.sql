-- People who were erased, known again by keyed hashes only. The lake holds the same list, and has the say.
set local role wh_owner;

create table ops.erasure (
    identifier_hash    text not null,
    character_count    integer not null,
    rule_name          text not null,
    field_name         text not null,
    token              text not null,
    valid_from         date not null,
    valid_to           date not null,
    erased_on          date not null,
    secret_fingerprint text not null,
    primary key (identifier_hash, rule_name, field_name, token, valid_from),
    constraint rule_is_known check (rule_name in ('WORD', 'FIELD', 'REFERENCE', 'OWN')),
    constraint validity_is_in_order check (valid_from < valid_to)
);
