-- Whose time is taken, from when to when (practice.md 3.3).

-- Trusted: whoever owns the database may create it.
create extension if not exists btree_gist;

-- Whose time a Schedule is about. A person with two roles has one calendar, so it is the practitioner and not the role.
create table hub_calendar (
    schedule text     primary key,
    owner    text     not null,
    -- How many may be there at once: a group, a room with several chairs.
    capacity smallint not null default 1 check (capacity > 0)
);

create index hub_calendar_owner on hub_calendar (owner);

-- One row for each Slot that is not free, written in the transaction that writes the Slot.
create table hub_busy (
    slot        text      primary key,
    owner       text      not null,
    -- The first that nobody has at the time; how many are there at once, the rows say together.
    seat        smallint  not null check (seat > 0),
    during      tstzrange not null,
    status      text      not null check (status in ('busy', 'busy-tentative', 'busy-unavailable')),
    appointment text,
    -- A block that keeps this service away and no other.
    service     text,
    hold_until  timestamptz,
    -- Its index also finds what somebody has in a stretch of time.
    constraint hub_busy_once exclude using gist (owner with =, during with &&, seat with =)
);

create index hub_busy_appointment on hub_busy (appointment) where appointment is not null;

-- Appointments that are only held. Whoever takes the time of one that is over takes its row above away, so it is also noted here.
create table hub_hold (
    appointment text        primary key,
    until       timestamptz not null
);

create index hub_hold_until on hub_hold (until);

-- One row once the Slots of before these tables are in them.
create table hub_calendar_begun (
    at timestamptz not null
);
