-- Codes that neither the standard nor a feed explains, and what becomes of their messages once somebody has.

-- A remark names the table in which a code was not found.
create index hub_message_unmapped on hub_message (feed, id) where jsonb_path_exists(problems, '$[*].table');

alter table hub_replay add column begins_at timestamptz not null default now();

comment on column hub_replay.begins_at is 'Not before then: what it is for must first hold in every hub.';
