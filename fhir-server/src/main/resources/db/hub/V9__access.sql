-- Records opened in an emergency, for those who review it.

create table hub_break_glass (
    id          bigint generated always as identity primary key,
    username    text        not null,
    patient     text        not null,
    reason      text        not null check (length(reason) between 10 and 1000),
    started_at  timestamptz not null,
    expires_at  timestamptz not null,
    reviewed_by text,
    reviewed_at timestamptz,
    finding     text check (finding in ('justified', 'not-justified'))
);

comment on column hub_break_glass.patient is 'As Patient/<id>.';

create index hub_break_glass_open on hub_break_glass (username, patient, expires_at);

create table hub_page_key (
    one    boolean primary key check (one),
    sealed bytea not null
);

comment on table hub_page_key is 'Seals the numbers of searches, so that the pages of one are its owner''s alone.';

create table hub_submission (
    submitter text        not null,
    key       text        not null,
    task      text        not null,
    sent_at   timestamptz not null default now(),
    primary key (submitter, key)
);

comment on table hub_submission is 'Referrals by who sent them and their own number, so that sending twice stores once.';
