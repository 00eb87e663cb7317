-- +goose Up

-- What is spoken too: 1 is an answer after which its voice note comes, 2 is the voice
-- note. One that is not sent is dropped, and nobody's dead letter.
alter table outbox add column aloud bigint not null default 0;
drop index outbox_dead;
create index outbox_dead on outbox (id, aloud) where state = 3;

-- What went beside the words: 1 is a file or a voice note that somebody waited for, 2 is
-- that one was left out because they do not get through to him, and that he was told so.
alter table outbox add column carried bigint not null default 0;
create index outbox_carried on outbox (channel, blind, id) where carried > 0;

-- When a bubble was delivered; 0 when nobody said so.
alter table bubble add column came bigint not null default 0;
