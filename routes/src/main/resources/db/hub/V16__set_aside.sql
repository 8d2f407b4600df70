-- What systems have still to hear of and no message could be made of: it stays, and keeps nothing waiting that stands behind it.

alter table hub_outgoing add column failures integer not null default 0;
alter table hub_outgoing add column set_aside boolean not null default false;

comment on column hub_outgoing.failures is 'How often no message could be made of it.';
comment on column hub_outgoing.set_aside is 'Not tried until the resource changes again, or the hub starts again.';
