-- Reminders (practice.md S4, S5): which visits were planned from which version, what is due and what was sent, and what answers came.

create table hub_reminder_visit (
    appointment text        primary key,
    version     bigint      not null,
    -- Which plans it was worked out from: SHA-256 of the file.
    plans       text        not null,
    begins      timestamptz
);

create index hub_reminder_visit_begins on hub_reminder_visit (begins);

-- One row for each CommunicationRequest.
create table hub_reminder (
    request       text        primary key,
    appointment   text        not null,
    patient       text        not null,
    step          text        not null,
    -- A step is said again when the visit has moved since it was said.
    round         smallint    not null default 0,
    begins        timestamptz not null,
    due           timestamptz not null,
    try_at        timestamptz not null,
    state         text        not null check (state in ('waiting', 'sent', 'failed', 'revoked')),
    attempts      smallint    not null default 0,
    -- Ways that were tried and will not do.
    tried         text[]      not null default '{}',
    claimed_until timestamptz,
    medium        text,
    -- To which number or address it went: what comes back names nothing else.
    contact       text,
    gateway_id    text,
    sent_at       timestamptz,
    unique (appointment, patient, step, round)
);

create index hub_reminder_try on hub_reminder (try_at) where state = 'waiting';
create index hub_reminder_gateway on hub_reminder (gateway_id) where gateway_id is not null;
create index hub_reminder_contact on hub_reminder (contact, sent_at) where contact is not null;
create index hub_reminder_patient on hub_reminder (patient, sent_at) where sent_at is not null;

-- Links in messages: whoever holds one may confirm or cancel that visit. Kept as hashes.
create table hub_visit_link (
    hash        bytea       primary key,
    request     text        not null,
    appointment text        not null,
    patient     text        not null,
    expires_at  timestamptz not null
);

create index hub_visit_link_expires on hub_visit_link (expires_at);

-- Callbacks that have been worked off: one that comes again changes nothing.
create table hub_callback (
    hash bytea       primary key,
    at   timestamptz not null default now()
);

create index hub_callback_at on hub_callback (at);

-- When an answer was answered: a program that answers by itself must not be talked with for ever.
create table hub_answer (
    contact text        not null,
    at      timestamptz not null
);

create index hub_answer_contact on hub_answer (contact, at);
