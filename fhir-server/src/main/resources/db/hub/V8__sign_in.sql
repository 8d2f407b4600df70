-- How people sign in, and what of it must hold in every process and after a restart.

alter table hub_person
    add column acts_for           text[] not null default '{}',
    add column practitioner_roles text[] not null default '{}',
    add column last_sign_in       timestamptz;

comment on column hub_person.acts_for is 'RelatedPerson/…: whom a proxy stands beside, one for each patient.';
comment on column hub_person.practitioner_roles is 'PractitionerRole/…: what a practitioner does here, and where.';

-- Tries to sign in that have not succeeded. The key is a hash: people type passwords into the field of the name.
create table hub_sign_in_try (
    kind     text        not null check (kind in ('account', 'address')),
    key      bytea       not null,
    tries    int         not null,
    last_at  timestamptz not null,
    open_at  timestamptz not null,
    primary key (kind, key)
);

create index hub_sign_in_try_last on hub_sign_in_try (last_at);

create table hub_authenticator (
    person_id bigint primary key references hub_person (id),
    seed      bytea   not null,
    confirmed boolean not null default false,
    last_step bigint  not null default 0
);

comment on column hub_authenticator.seed is 'The shared secret of RFC 6238, sealed with the master key.';
comment on column hub_authenticator.last_step is 'A code of this step or of one before it is not taken again.';

create table hub_recovery_code (
    person_id bigint not null references hub_person (id),
    hash      bytea  not null,
    used_at   timestamptz,
    primary key (person_id, hash)
);

-- Who a person is at an outside OpenID provider, from their first sign-in by it.
create table hub_outside_identity (
    provider  text   not null,
    subject   text   not null,
    person_id bigint not null references hub_person (id),
    primary key (provider, subject)
);

-- The shape is JdbcIndexedSessionRepository's (Spring Session 3.5).
create table spring_session (
    primary_id            char(36) primary key,
    session_id            char(36) not null unique,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100)
);

create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36)     not null references spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

-- Passkeys. The shape is JdbcPublicKeyCredentialUserEntityRepository's and JdbcUserCredentialRepository's (Spring Security 6.5).
create table user_entities (
    id           varchar(1000) primary key,
    name         varchar(100) not null unique,
    display_name varchar(200)
);

create table user_credentials (
    credential_id                varchar(1000) primary key,
    user_entity_user_id          varchar(1000) not null references user_entities (id),
    public_key                   bytea         not null,
    signature_count              bigint,
    uv_initialized               boolean,
    backup_eligible              boolean       not null,
    authenticator_transports     varchar(1000),
    public_key_credential_type   varchar(100),
    backup_state                 boolean       not null,
    attestation_object           bytea,
    attestation_client_data_json bytea,
    created                      timestamp,
    last_used                    timestamp,
    label                        varchar(1000) not null
);

create index user_credentials_owner on user_credentials (user_entity_user_id);
