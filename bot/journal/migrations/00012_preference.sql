-- +goose Up

-- What people chose for themselves, what they agreed to among it: a row for each time,
-- only ever added. The newest of a name holds. Turns go with time, this does not, so it
-- refers to none; nor to the shop, whose row is locked by turns: a withdrawal is written
-- in all shops of a person at once.
create table preference (
	shop bigint not null,
	person bigint not null,
	turn bigint not null, -- in which he chose
	n bigint not null, -- counts those of the turn
	name text not null,
	value text not null, -- "" takes the choice away
	at bigint not null,
	channel text not null,
	how text not null, -- tap, words, voice, undo, bot
	notice text not null, -- version of the privacy notice that stood
	shown text not null, -- key of the text he had before him, "" for none
	lang text not null, -- in which he had it
	hash text not null, -- SHA-256 of its words, in hex
	wording text not null, -- the words, sealed
	primary key (shop, person, turn, n)
);

-- What somebody must have agreed to for an answer to be sent; "" is nothing.
alter table outbox add column purpose text not null default '';

-- +goose Down
alter table outbox drop column purpose;
drop table preference;
