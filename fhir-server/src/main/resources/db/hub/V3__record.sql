-- What the hub knows about the record beside HAPI's own tables.

-- Identifiers of the present versions: who has this number, without a search.
create table hub_identifier (
    type   text not null,
    system text not null,
    value  text not null,
    id     text not null,
    primary key (type, system, value, id)
);

create index hub_identifier_resource on hub_identifier (type, id);

-- What changed, for open screens to catch up from. Kept for a day.
create table hub_change (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    type    text        not null,
    fhir_id text        not null,
    version text        not null,
    action  text        not null
);

create index hub_change_at on hub_change (at);

-- One row: something sealed with the master key, so that a wrong key is noticed at start.
create table hub_vault (
    one   boolean primary key check (one),
    proof bytea not null
);
