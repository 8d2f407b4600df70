-- SMART clients that were registered in the console. They live beside those of config/apps.yaml, and columns are called as its keys.

create table hub_client (
    id               text primary key,
    name             text        not null check (length(name) between 1 and 100),
    description      text        not null,
    launch           text,
    redirects        text[]      not null,
    origins          text[]      not null,
    secret_hash      text,
    jwks             text,
    jwks_url         text,
    grants           text[]      not null,
    scopes           text[]      not null,
    submissions_only boolean     not null,
    consent          boolean     not null,
    registered_at    timestamptz not null default now(),
    registered_by    text        not null,
    changed_at       timestamptz,
    changed_by       text,
    retired_at       timestamptz,
    retired_by       text,
    last_used_at     timestamptz
);

comment on table hub_client is 'A retired one stays: its id stands in consents and in the audit trail, and is given to no other.';
comment on column hub_client.secret_hash is 'Argon2id. The secret itself was shown once, when it was made.';
comment on column hub_client.last_used_at is 'When it was last given a token, to five minutes.';
