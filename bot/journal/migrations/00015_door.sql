-- +goose Up

-- Codes that let strangers in, so many each. The code itself is not kept: only its index.
create table pass (
	id bigserial primary key,
	blind text not null,
	uses bigint not null, -- how many it lets in
	used bigint not null default 0,
	made_at bigint not null,
	until bigint not null,
	revoked_at bigint not null default 0 -- 0 for one that was not
);
create unique index pass_blind on pass (blind);

-- Who may come in without one: indexes of addresses.
create table guest (
	blind text not null primary key,
	at bigint not null
);

-- How often a stranger did or was told something of late; nothing of what he wrote.
create table knock (
	blind text not null, -- of his address; '' for all strangers together
	what text not null,
	n bigint not null,
	until bigint not null, -- after which it is forgotten
	primary key (blind, what)
);
create index knock_until on knock (until);

-- How many came in of late.
create index person_created on person (created_at);

-- +goose Down
drop index person_created;
drop table knock;
drop table guest;
drop table pass;
