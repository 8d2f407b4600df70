-- What keeps a hub going that many systems speak to.

-- A feed from which nothing came although messages were expected: one row a silence, whichever hub found it.
create table hub_silence (
    feed  text        primary key,
    since timestamptz not null
);

comment on column hub_silence.since is 'When something came last; where nothing ever did, since when the hub listens.';

-- How much came in the last minutes is asked by every open screen.
create index hub_message_feed_received on hub_message (feed, received_at) where direction = 'in';

-- Many messages to be worked off again, as a person asked; it goes on after a restart.
create table hub_replay (
    id           bigint generated always as identity primary key,
    feed         text        not null,
    requested_at timestamptz not null,
    requested_by text,
    cancelled    boolean     not null default false,
    ended_at     timestamptz
);

comment on column hub_replay.requested_by is 'Who did, as a resource or a client.';

-- One at a time for each feed.
create unique index hub_replay_running on hub_replay (feed) where ended_at is null;

-- Which they are was settled when it was asked for.
create table hub_replay_message (
    replay  bigint  not null references hub_replay (id) on delete cascade,
    turn    bigint  not null,
    message bigint  not null references hub_message (id) on delete cascade,
    back    boolean not null default false,
    outcome text,
    primary key (replay, turn, message)
);

create index hub_replay_message_message on hub_replay_message (message);

comment on column hub_replay_message.back is 'Whether it has been put back to be worked off.';
comment on column hub_replay_message.outcome is
    'The state that it came to; passed: it was no longer one that can be replayed. Null: not yet.';

-- Old messages may be deleted. Others that name one of them stay, and do not name it any more.
alter table hub_message
    drop constraint hub_message_replaces_fkey,
    drop constraint hub_message_replaced_by_fkey,
    drop constraint hub_message_reuses_fkey,
    drop constraint hub_message_answers_fkey,
    add constraint hub_message_replaces_fkey
        foreign key (replaces) references hub_message (id) on delete set null,
    add constraint hub_message_replaced_by_fkey
        foreign key (replaced_by) references hub_message (id) on delete set null,
    add constraint hub_message_reuses_fkey
        foreign key (reuses) references hub_message (id) on delete set null,
    add constraint hub_message_answers_fkey
        foreign key (answers) references hub_message (id) on delete set null;

create index hub_message_replaces on hub_message (replaces) where replaces is not null;
create index hub_message_replaced_by on hub_message (replaced_by) where replaced_by is not null;
create index hub_message_reuses on hub_message (reuses) where reuses is not null;
create index hub_message_answers on hub_message (answers) where answers is not null;
