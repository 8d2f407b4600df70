-- Who did what, and who saw whom: records that are added to and never changed (smart.md 3.6; 45 CFR 164.312(b)).

create schema audit;

-- One record each. Hash is SHA-256 over the hash before, the number in eight bytes, and the body in UTF-8: a record cannot be
-- changed, taken out or moved without every later hash being another one.
create table audit.event (
    n    bigint      not null,
    at   timestamptz not null,
    hash bytea       not null check (length(hash) = 32),
    body text        not null,
    primary key (n, at)
) partition by range (at);

comment on column audit.event.at is 'The body''s own "at"; it decides the month that the record is kept with.';

-- What a record can be found by. It is worked out of the body, so that no second copy can say something else.
create function audit.terms(body text) returns text[]
language sql immutable strict parallel safe as $$
  select array_remove(array[
      'type:' || (b -> 'what' ->> 'type'),
      'subtype:' || (b -> 'what' ->> 'subtype'),
      'action:' || (b -> 'what' ->> 'action'),
      'outcome:' || (b -> 'what' ->> 'outcome'),
      'user:' || (b -> 'caller' ->> 'user'),
      'client:' || (b -> 'caller' ->> 'client'),
      'agent:' || (b -> 'caller' ->> 'resource'),
      'role:' || (b -> 'caller' ->> 'role'),
      'purpose:' || (b ->> 'purpose'),
      'request:' || (b ->> 'request'),
      'disclosure:' || (b ->> 'disclosure')], null)
    || array(select distinct 'entity:' || split_part(e, '/_history', 1)
             from jsonb_array_elements_text(coalesce(b -> 'about' -> 'entities', '[]')) e)
    || array(select distinct 'patient:' || p from jsonb_array_elements_text(
               coalesce(b -> 'about' -> 'patients', '[]') || coalesce(b -> 'about' -> 'patientsBefore', '[]')) p)
  from (select body::jsonb b) parsed
$$;

create index event_terms on audit.event using gin (audit.terms(body));
create index event_at on audit.event (at);

-- Records of changes wait here from the commit of the change until they are numbered: no commit without its record.
create table audit.outbox (
    id   bigint generated always as identity primary key,
    body text not null
);

create table audit.checkpoint (
    at        timestamptz not null,
    n         bigint      not null,
    hash      bytea       not null,
    key       text        not null,
    signature bytea       not null,
    primary key (n, key, at)
);

-- One row: the key, sealed with the master key, that hashes of queries are made with. A plain hash of name=smith is found by trying.
create table audit.secret (
    one    boolean primary key check (one),
    sealed bytea not null
);

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'audit records are added to, never changed' using errcode = 'insufficient_privilege';
end
$$;

create trigger event_stays before update or delete on audit.event for each row execute function audit.refuse();
create trigger event_is_kept before truncate on audit.event for each statement execute function audit.refuse();
create trigger checkpoint_stays before update or delete on audit.checkpoint for each row execute function audit.refuse();
create trigger checkpoint_is_kept before truncate on audit.checkpoint for each statement execute function audit.refuse();

-- Makes the place for a month's records, if it is not there. Triggers for rows come down from the whole; this one does not.
create function audit.keep_month(month date) returns void language plpgsql as $$
declare
  part text := 'event_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('audit.' || part) is null then
    execute format('create table audit.%I partition of audit.event for values from (%L) to (%L)', part,
      date_trunc('month', month::timestamp) at time zone 'UTC',
      (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC');
    execute format('create trigger %I before truncate on audit.%I for each statement execute function audit.refuse()',
      part || '_is_kept', part);
    execute format('revoke update, delete, truncate on audit.%I from current_user', part);
  end if;
end
$$;

-- For an ordinary user this takes the rights away until they are granted again; a superuser, as the embedded database's, keeps them.
revoke update, delete, truncate on audit.event, audit.checkpoint from current_user;
