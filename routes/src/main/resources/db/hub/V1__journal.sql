-- The journal of messages: what came, what became of it, and what still waits for whom.

create table hub_message (
    id              bigint generated always as identity primary key,
    feed            text        not null,
    direction       text        not null default 'in' check (direction in ('in', 'out')),
    received_at     timestamptz not null,
    application     text        not null default '',
    facility        text        not null default '',
    control_id      text        not null default '',
    type            text        not null default '',
    event           text        not null default '',
    structure       text        not null default '',
    version         text        not null default '',
    digest          bytea       not null,
    payload         bytea       not null,
    size            integer     not null,
    state           text        not null,
    acknowledgement text,
    settled_at      timestamptz,
    attempts        integer     not null default 0,
    duplicates      integer     not null default 0,
    patient         text,
    problems        jsonb       not null default '[]',
    replaces        bigint references hub_message (id),
    replaced_by     bigint references hub_message (id),
    turn            bigint,
    decision        text,
    decided_by      text
);

comment on column hub_message.decision is 'Why a person skipped or corrected it.';
comment on column hub_message.decided_by is 'Who did, as a resource: Practitioner/….';

comment on column hub_message.turn is
    'Whose place in the order it has: that of the message it corrects. Null: its own, by its number.';

comment on column hub_message.payload is 'The bytes as they came, sealed with the master key.';
comment on column hub_message.digest is 'SHA-256 of the bytes (G15).';
comment on column hub_message.duplicates is 'How often the same message came again (G15).';

create index hub_message_waiting on hub_message (id) where state = 'received';
create index hub_message_state on hub_message (state, id);
create index hub_message_feed on hub_message (feed, id);
create index hub_message_patient on hub_message (patient, id);
create index hub_message_received on hub_message (received_at);
create index hub_message_again on hub_message (feed, control_id, digest);

-- What a message may be found by: numbers, never names.
create table hub_message_identifier (
    message bigint not null references hub_message (id) on delete cascade,
    value   text   not null,
    primary key (value, message)
);

create index hub_message_identifier_prefix on hub_message_identifier (value text_pattern_ops);

-- What a message that is not settled is about. Messages that share a key go one after the other (G17).
create table hub_message_key (
    key     text   not null,
    turn    bigint not null,
    message bigint not null references hub_message (id) on delete cascade,
    primary key (key, turn, message)
);

create index hub_message_key_message on hub_message_key (message);

create table hub_message_change (
    message bigint not null references hub_message (id) on delete cascade,
    type    text   not null,
    id      text   not null,
    version text   not null,
    created boolean not null,
    primary key (message, type, id, version)
);

create index hub_message_change_resource on hub_message_change (type, id, message);

-- The last event of a feed that was applied to a resource (G18).
create table hub_mark (
    feed       text        not null,
    type       text        not null,
    id         text        not null,
    event_time timestamptz not null,
    sequence   bigint      not null,
    version    text        not null,
    primary key (feed, type, id)
);

-- Open screens hear of every message that comes or moves on, whoever moves it.
create function hub_message_moved() returns trigger language plpgsql as $$
begin
    perform pg_notify('hub_change', concat_ws(' ', 'message', new.id, new.state, new.feed));
    return null;
end
$$;

create trigger hub_message_moved after insert or update of state on hub_message
    for each row execute function hub_message_moved();
