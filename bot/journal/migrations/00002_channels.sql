-- +goose Up

-- What stands on people's phones: one row for each bubble a channel has accepted,
-- several when an answer was longer than the channel allows.
create table bubble (
	channel text not null,
	id text not null, -- the channel's
	outbox bigint not null references outbox (id),
	part bigint not null, -- which of the answer's bubbles, from 1
	state bigint not null, -- bot.Progress
	code bigint not null default 0, -- the channel's number of a failure
	error text not null default '',
	at bigint not null, -- when it came to that state
	primary key (channel, id)
);
create index bubble_outbox on bubble (outbox);

insert into bubble (channel, id, outbox, part, state, at)
	select channel, bubble, min(id), 1, 0, min(claimed_at) from outbox
	where bubble is not null and claimed_at is not null group by channel, bubble;

drop index outbox_bubble;
alter table outbox drop column bubble;
drop index outbox_turn;
create index outbox_turn on outbox (turn);
alter table outbox add column parts bigint not null default 0; -- how many of its bubbles are known to be accepted

-- What channels brought and nobody could read, for the operator.
create table aside (
	id bigserial primary key,
	channel text not null,
	why text not null,
	raw text not null,
	at bigint not null
);
