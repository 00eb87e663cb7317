-- +goose Up

-- Conversations that an operator has with a person in the bot's place. The number is
-- what operators call one by, so it is never given twice.
create table handover (
	id bigserial primary key,
	shop bigint not null references shop (id),
	person bigint not null references person (id),
	turn bigint not null, -- in which he asked
	title text not null, -- what the shop is called, sealed
	role text not null,
	lang text not null,
	opened_at bigint not null,
	waits_since bigint not null, -- what he wrote is unanswered; 0 when nothing is
	answered_at bigint not null default 0, -- by an operator, the last time; 0 for never
	operator_person bigint not null default 0, -- who has it; 0 for nobody yet
	closed_at bigint not null default 0, -- 0 while it is open
	closed_by bigint not null default 0, -- 0 for the program
	why text not null default ''
);
create unique index handover_open on handover (shop, person) where closed_at = 0;
create index handover_waits on handover (waits_since, id) where closed_at = 0;

-- What was said in them, by the turn it was said in: so none is relayed twice.
create table relayed (
	turn bigint not null primary key,
	handover bigint not null references handover (id),
	shop bigint not null, -- of the handover, whoever's turn it was
	body text not null -- sealed
);
create index relayed_handover on relayed (handover, turn);
