-- +goose Up

-- Who read, wrote or deleted what of a shop, and when. There are no texts, names
-- or amounts in it, so it outlives what it tells of; nothing refers to it.
create table audit (
	id bigserial primary key,
	at bigint not null,
	shop bigint not null, -- 0 for what concerned all shops
	person bigint not null, -- 0 for the operator and the program
	turn bigint not null, -- 0 for none
	act text not null,
	what text not null
);
create index audit_shop on audit (shop, at);

-- A turn stays as long as one that took it back: who takes that back needs both.
create index turn_undoes on turn (undoes) where undoes > 0;

-- What a channel took and then could not deliver, for the operator.
create index bubble_failed on bubble (outbox) where state = 2;
