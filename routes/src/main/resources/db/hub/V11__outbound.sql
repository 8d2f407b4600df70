-- The way out: what systems have still to hear of, and the messages that tell them.

-- Written in the transaction of the change. Changes of one resource in one transaction are one.
create table hub_outgoing (
    id             bigint generated always as identity primary key,
    feed           text  not null,
    type           text  not null,
    fhir_id        text  not null,
    before_version text,
    version        text  not null,
    transaction    xid8  not null default pg_current_xact_id(),
    unique (feed, type, fhir_id, transaction)
);

comment on column hub_outgoing.before_version is 'The version that the receiver knows; null: the resource is new.';

alter table hub_message add column next_try timestamptz;
alter table hub_message add column answers bigint references hub_message (id);

comment on column hub_message.next_try is 'Of a message that leaves: when it is sent next.';
comment on column hub_message.answers is 'Of a message that leaves as an answer: the message that it answers.';

create index hub_message_out on hub_message (feed, state, id) where direction = 'out';
create index hub_message_sent on hub_message (feed, control_id) where direction = 'out';
