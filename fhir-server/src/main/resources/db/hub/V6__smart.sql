-- What the authorization server remembers beside its authorizations: launches, choices on the way to a code, consents, what was
-- used once and what was taken back. Secrets are kept as SHA-256 hashes: what an address carries cannot be read out of here.

create table hub_used_assertion (
    issuer     text        not null,
    id_hash    bytea       not null,
    expires_at timestamptz not null,
    primary key (issuer, id_hash)
);

comment on table hub_used_assertion is 'Signed statements of clients and id tokens of EHRs, each good once.';

create table hub_launch (
    handle_hash  bytea primary key,
    username     text        not null,
    session_hash bytea,
    client       text        not null,
    context      text        not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);

comment on table hub_launch is 'Launches of apps from inside the hub (SMART EHR launch), five minutes long.';
comment on column hub_launch.session_hash is 'The browser session that it was made in, where it is known.';
comment on column hub_launch.context is 'Patient, encounter, intent and further resources, as JSON.';

create table hub_launch_step (
    step_hash    bytea primary key,
    username     text        not null,
    client       text        not null,
    request      text        not null,
    context      text        not null,
    need         text        not null,
    offered      text        not null,
    granted      text,
    expires_at   timestamptz not null
);

comment on table hub_launch_step is 'An authorization request that waits for a person''s choice: a patient, a visit, or what to allow.';
comment on column hub_launch_step.request is 'The request''s parameters, as they came.';
comment on column hub_launch_step.granted is 'Null until the person has said what the app may do.';

create table hub_consent (
    username text        not null,
    client   text        not null,
    offered  text        not null,
    granted  text        not null,
    given_at timestamptz not null default now(),
    primary key (username, client)
);

comment on table hub_consent is 'What each person allowed each app, of what it asked for.';

create table hub_grant (
    id           text primary key,
    username     text        not null,
    client       text        not null,
    session_hash bytea,
    context      text        not null,
    made_at      timestamptz not null default now(),
    ends_at      timestamptz
);

create index hub_grant_session on hub_grant (session_hash) where session_hash is not null;
create index hub_grant_person on hub_grant (username, client);

comment on table hub_grant is 'What hangs on an authorization beyond OAuth: its launch context and the browser session it ends with.';
comment on column hub_grant.session_hash is 'Null for offline access, which outlives the session.';

create table hub_used_refresh_token (
    token_hash bytea primary key,
    grant_id   text        not null,
    used_at    timestamptz not null default now()
);

create index hub_used_refresh_token_grant on hub_used_refresh_token (grant_id);

create table hub_revoked (
    id         text primary key,
    revoked_at timestamptz not null default now(),
    expires_at timestamptz not null
);

comment on table hub_revoked is 'Access tokens that were taken back before their time: a token''s jti, or the grant that all of a family name.';

alter table hub_signing_key add signs_from timestamptz;
update hub_signing_key set signs_from = created_at;
alter table hub_signing_key alter signs_from set not null;

comment on column hub_signing_key.signs_from is 'Published before, so that whoever keeps the key set has it in time; signs until the next one does.';
