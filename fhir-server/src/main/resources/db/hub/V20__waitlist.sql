-- Who waits for a time, what time was freed, and who was asked whether they want it (practice.md S2, S36).

-- One row for each Appointment that waits, written in the transaction that writes it.
create table hub_waiting (
    appointment text        primary key,
    service     text        not null,
    priority    smallint    not null,
    -- Whom they would see, as calendars are owned; empty for anybody.
    providers   text[]      not null,
    -- From the first of the requested periods to the last.
    wished      tstzrange   not null,
    since       timestamptz not null,
    until       timestamptz not null,
    -- The visit that is booked already and should be earlier.
    visit       text,
    asked_at    timestamptz
);

create index hub_waiting_until on hub_waiting (until);
create index hub_waiting_visit on hub_waiting (visit) where visit is not null;

-- Time of a person's calendar that was taken and is not any more, written in the transaction that frees it.
create table hub_freed (
    id          bigint      generated always as identity primary key,
    owner       text        not null,
    during      tstzrange   not null,
    noted_at    timestamptz not null,
    -- When it is looked at next; never, when nobody is left to ask.
    look_at     timestamptz,
    looks       integer     not null default 0,
    -- The Appointment that keeps the time for those who are being asked, and until when they may answer.
    hold        text,
    answer_by   timestamptz,
    filled      integer     not null default 0
);

create index hub_freed_look on hub_freed (look_at) where look_at is not null;
create index hub_freed_noted on hub_freed (noted_at);

-- Who was asked about which of them, for which time, and what came of it.
create table hub_asked (
    freed       bigint      not null references hub_freed on delete cascade,
    appointment text        not null,
    at          timestamptz not null,
    during      tstzrange   not null,
    site        text,
    outcome     text        not null check (outcome in ('offered', 'accepted', 'declined', 'expired', 'taken', 'withdrawn')),
    -- What tells of it: the front desk's Task, and what is sent to the patient, if anything can be.
    task        text        not null,
    request     text,
    told        boolean     not null default false,
    primary key (freed, appointment)
);

-- Nobody has to choose between two offers.
create unique index hub_asked_once on hub_asked (appointment) where outcome = 'offered';
create index hub_asked_appointment on hub_asked (appointment, at);
