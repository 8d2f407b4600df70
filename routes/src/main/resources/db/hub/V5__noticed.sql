-- A sender that uses a control id again for something else cannot be told of its own message: such messages are marked (G15).

alter table hub_message add column reuses bigint references hub_message (id);

comment on column hub_message.reuses is 'Another message of this sender that had the same control id.';

-- What was noticed when the message came in, such as a character set that it does not keep to, stays told whatever becomes of it.

alter table hub_message add column noticed jsonb not null default '[]';

comment on column hub_message.noticed is 'Problems found on arrival; problems has these and those of the last attempt.';
