-- People who sign in, and what the authorization server must remember across restarts.

create table hub_person (
    id            bigint generated always as identity primary key,
    username      text        not null unique,
    display_name  text        not null,
    role          text        not null,
    fhir_user     text,
    password_hash text,
    active        boolean     not null default true,
    created_at    timestamptz not null default now()
);

comment on column hub_person.fhir_user is 'The person as a resource: Practitioner/…, Patient/…, RelatedPerson/….';
comment on column hub_person.password_hash is 'Null until the person has set a password through an invitation.';

create table hub_invitation (
    token_hash bytea primary key,
    person_id  bigint      not null references hub_person (id),
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table hub_signing_key (
    kid        text primary key,
    jwk        bytea       not null,
    created_at timestamptz not null default now()
);

comment on column hub_signing_key.jwk is 'The private JSON Web Key, sealed with the master key.';

-- The shape is JdbcOAuth2AuthorizationService's (Spring Authorization Server 1.5), with PostgreSQL's types.
create table oauth2_authorization (
    id                            text primary key,
    registered_client_id          text not null,
    principal_name                text not null,
    authorization_grant_type      text not null,
    authorized_scopes             text,
    attributes                    text,
    state                         text,
    authorization_code_value      text,
    authorization_code_issued_at  timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata   text,
    access_token_value            text,
    access_token_issued_at        timestamptz,
    access_token_expires_at       timestamptz,
    access_token_metadata         text,
    access_token_type             text,
    access_token_scopes           text,
    oidc_id_token_value           text,
    oidc_id_token_issued_at       timestamptz,
    oidc_id_token_expires_at      timestamptz,
    oidc_id_token_metadata        text,
    refresh_token_value           text,
    refresh_token_issued_at       timestamptz,
    refresh_token_expires_at      timestamptz,
    refresh_token_metadata        text,
    user_code_value               text,
    user_code_issued_at           timestamptz,
    user_code_expires_at          timestamptz,
    user_code_metadata            text,
    device_code_value             text,
    device_code_issued_at         timestamptz,
    device_code_expires_at        timestamptz,
    device_code_metadata          text
);

create index oauth2_authorization_code on oauth2_authorization (authorization_code_value);
create index oauth2_authorization_access on oauth2_authorization using hash (access_token_value);
create index oauth2_authorization_refresh on oauth2_authorization (refresh_token_value);
create index oauth2_authorization_id_token on oauth2_authorization using hash (oidc_id_token_value);
